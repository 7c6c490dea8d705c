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
                    "%s: either all test classes must have training %ss or none; of %s, %s have none: %s"
                            .formatted(name, noun, tested, unseen.size(), shortened(unseen)));
        }
    }

    /**
     * Checks the classes of a validation part of the data's own.
     *
     * @param name the data set, for messages
     * @param train the classes with training samples
     * @param validation the classes with validation samples
     * @param test the classes with test samples
     * @throws DatasetException if test classes are trained on and a validation class is not, or if they are not and one of
     *     them is a validation class
     */
    static void requireValidation(
            String name, Collection<String> train, Collection<String> validation, Collection<String> test) {
        Set<String> trained = new HashSet<>(train);
        Set<String> tested = new HashSet<>(test);
        boolean seen = tested.stream().anyMatch(trained::contains);
        List<String> misplaced = validation.stream()
                .distinct()
                .filter(each -> seen ? !trained.contains(each) : tested.contains(each))
                .toList();
        if (!misplaced.isEmpty()) {
            throw new DatasetException("%s: %s; found %s: %s"
                    .formatted(
                            name,
                            seen
                                    ? "validation classes must be trained on, since test classes are"
                                    : "validation classes must not be test classes, since those are not trained on",
                            misplaced.size(),
                            shortened(misplaced)));
        }
    }

    private static String shortened(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
                + (names.size() > MOST_NAMED ? ", ..." : "");
    }
}
