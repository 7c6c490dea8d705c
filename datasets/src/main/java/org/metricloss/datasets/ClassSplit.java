package org.metricloss.datasets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.random.RandomStream;

/** Chooses the names that are tested on. The choice depends only on the names, not on the seed of a trial. */
final class ClassSplit {
    private ClassSplit() {}

    /**
     * {@return a data set that came with parts, divided by class if the settings say so}
     *
     * @throws DatasetException if a class that is to be tested on does not exist, or none is left to train on
     */
    static Dataset of(SplitSettings settings, Dataset dataset) {
        if (!settings.isByClass()) {
            return dataset;
        }
        Set<String> tested = settings.testedOf(dataset.presentClasses(), "classes of " + dataset.name());
        return dataset.splitByClass(tested::contains);
    }

    /**
     * {@return the names that are tested on}
     *
     * @param names at least two names
     * @param share the share of the names that is tested on; at least one name is taken and at least one is left
     * @param what the term for the names in messages
     * @throws DatasetException if there are fewer than two names
     */
    static Set<String> tested(Collection<String> names, double share, String what) {
        List<String> ordered = new ArrayList<>(new TreeSet<>(names));
        if (ordered.size() < 2) {
            throw new DatasetException("a split by class needs at least two " + what + ", found " + ordered.size());
        }
        int count = (int) Math.max(1, Math.min(ordered.size() - 1L, Math.round(share * ordered.size())));
        int[] order = RandomStream.of(0, "open-set-split").permutation(ordered.size());
        Set<String> tested = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            tested.add(ordered.get(order[i]));
        }
        return tested;
    }
}
