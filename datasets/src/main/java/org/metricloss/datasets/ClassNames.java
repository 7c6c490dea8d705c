package org.metricloss.datasets;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks which classes are trained and tested on. */
final class ClassNames {
    private static final int MOST_NAMED = 5;

    private ClassNames() {}

    /**
     * Checks that the test classes are all trained on, or none.
     *
     * @param name the data set, for messages
     * @param noun what a sample is, for messages
     * @param train the classes with training samples
     * @param test the classes with test samples
     * @throws DatasetException if only some of the test classes are trained on
     */
    static void requireAllOrNoneTrained(String name, String noun, Collection<String> train, Collection<String> test) {
        Set<String> trained = new HashSet<>(train);
        List<String> unseen =
                test.stream().distinct().filter(each -> !trained.contains(each)).toList();
        long tested = test.stream().distinct().count();
        if (!unseen.isEmpty() && unseen.size() < tested) {
            throw new DatasetException(
                    "%s: either all test classes must have training %ss or none; of %s, %s have none: %s%s"
                            .formatted(
                                    name,
                                    noun,
                                    tested,
                                    unseen.size(),
                                    String.join(", ", unseen.subList(0, Math.min(MOST_NAMED, unseen.size()))),
                                    unseen.size() > MOST_NAMED ? ", ..." : ""));
        }
    }
}
