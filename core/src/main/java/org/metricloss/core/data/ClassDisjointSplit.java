package org.metricloss.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.metricloss.core.random.RandomStream;

/**
 * Sets whole classes of the training images aside, for data whose test classes are never trained on. Each side has at
 * least two classes, because a single class leaves nothing to distinguish. The choice of classes depends only on the
 * seed.
 */
final class ClassDisjointSplit {
    private static final int LEAST = 2;

    private ClassDisjointSplit() {}

    /** @throws IllegalArgumentException if a share above 0 takes no class, or the holdout takes one class or leaves fewer than two */
    static Split of(SampleSet training, Holdout holdout, long seed) {
        int[] classes = presentClasses(training);
        int taken = DataParts.taken(holdout, classes.length, LEAST, "training classes");
        if (taken == 0) {
            return Split.allOf(training);
        }
        if (taken < LEAST || taken > classes.length - LEAST) {
            throw new IllegalArgumentException(
                    "test classes are not trained on, so validation takes whole classes; at least 2"
                            + " must be taken and at least 2 must remain, got " + taken + " of " + classes.length);
        }
        RandomStream.of(seed, "validation-classes").shuffle(classes);
        return aside(training, Arrays.copyOf(classes, taken));
    }

    /**
     * Sets one of several folds aside. Together the folds take each class once, and their numbers of classes differ by
     * at most one.
     *
     * @param fold the fold that is set aside, from 0
     * @param folds the number of folds, at least 2
     * @throws IllegalArgumentException if there are too few classes
     */
    static Split fold(SampleSet training, int fold, int folds, long seed) {
        int[] classes = presentClasses(training);
        if (folds > classes.length / LEAST) {
            throw new IllegalArgumentException("folds must be at most " + classes.length / LEAST
                    + ", since each takes at least 2 of the " + classes.length + " training classes, got " + folds);
        }
        RandomStream.of(seed, "fold-classes").shuffle(classes);
        return aside(
                training,
                IntStream.range(0, classes.length)
                        .filter(place -> place % folds == fold)
                        .map(place -> classes[place])
                        .toArray());
    }

    /** {@return the same samples, with the classes that are trained on first and all others after them} */
    static SampleSet trainedClassesFirst(SampleSet all, Predicate<String> held) {
        List<String> names = new ArrayList<>(all.classNames());
        names.sort(Comparator.comparing(held::test));
        Map<String, Integer> places = new HashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        int[] labels = Arrays.stream(all.labels())
                .map(label -> places.get(all.classNames().get(label)))
                .toArray();
        return all.labelled(names, labels);
    }

    private static Split aside(SampleSet training, int[] classes) {
        boolean[] taken = new boolean[training.classCount()];
        for (int c : classes) {
            taken[c] = true;
        }
        boolean[] aside = new boolean[training.size()];
        for (int image = 0; image < aside.length; image++) {
            aside[image] = taken[training.label(image)];
        }
        return Split.of(aside);
    }

    private static int[] presentClasses(SampleSet images) {
        return Arrays.stream(images.labels()).distinct().sorted().toArray();
    }
}
