package org.metricloss.core.data;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * All training samples and the test samples of a data set, and the ways to set training samples aside for validation.
 *
 * @param training all training samples, including those that are set aside
 * @param test the test samples
 * @param own the division that the data set comes with, if any
 */
record DataParts(SampleSet training, SampleSet test, Optional<Split> own) {
    /**
     * {@return the same parts with a division of their own}
     *
     * @param aside whether each training sample is set aside
     * @throws IllegalArgumentException if there is not one flag for each training sample
     */
    DataParts withOwn(boolean[] aside) {
        if (aside.length != training.size()) {
            throw new IllegalArgumentException(
                    "there must be one flag per training sample, got " + aside.length + " for " + training.size());
        }
        return new DataParts(training, test, Optional.of(Split.of(aside)));
    }

    /** {@return the division before any seed: the data set's own, or nothing set aside} */
    Split initial() {
        return own.orElseGet(() -> Split.allOf(training));
    }

    /** {@return the division as {@link Dataset#withValidation} describes it} */
    Split holdout(Holdout holdout, long seed) {
        if (own.isPresent()) {
            if (!holdout.equals(Holdout.NONE)) {
                throw new IllegalArgumentException("it has a validation part of its own, of %s %s; leave out validation"
                        .formatted(own.get().validation().length, training.noun()));
            }
            return own.get();
        }
        return isOpenSet()
                ? ClassDisjointSplit.of(training, holdout, seed)
                : StratifiedSplit.of(training, holdout, seed);
    }

    /**
     * {@return how many images or classes a holdout takes}
     *
     * @param least the fewest that may be taken, for the message
     * @param noun what they are, for the message
     * @throws IllegalArgumentException if a share above 0 takes none of them
     */
    static int taken(Holdout holdout, int available, int least, String noun) {
        int taken = holdout.of(available);
        if (taken == 0 && holdout instanceof Holdout.Fraction share && share.fraction() > 0) {
            throw new IllegalArgumentException("validation must be 0 or take at least %s of the %s %s, got the share %s"
                    .formatted(least, available, noun, share.fraction()));
        }
        return taken;
    }

    /** {@return the division as {@link Dataset#withFold} describes it} */
    Split fold(int fold, int folds, long seed) {
        if (!(folds >= 2)) {
            throw new IllegalArgumentException("folds must be >= 2, got " + folds);
        }
        Objects.checkIndex(fold, folds);
        return isOpenSet()
                ? ClassDisjointSplit.fold(training, fold, folds, seed)
                : StratifiedSplit.fold(training, fold, folds, seed);
    }

    /** {@return whether the two parts have no class in common} */
    boolean isOpenSet() {
        return !classes(training).intersects(classes(test));
    }

    /**
     * {@return the order of classes for a division: the classes left to train on come first if whole classes are set aside, and
     * the order stays as it is otherwise}
     */
    UnaryOperator<SampleSet> trainedClassesFirst(Split split) {
        BitSet trained = classes(training.select(split.train()));
        if (trained.equals(classes(training))) {
            return UnaryOperator.identity();
        }
        Set<String> names = trained.stream()
                .mapToObj(label -> training.classNames().get(label))
                .collect(Collectors.toSet());
        return samples -> ClassDisjointSplit.trainedClassesFirst(samples, name -> !names.contains(name));
    }

    /** {@return the names of the classes that have a sample in either part, in order} */
    List<String> presentClasses() {
        BitSet present = classes(training);
        present.or(classes(test));
        return present.stream()
                .mapToObj(label -> training.classNames().get(label))
                .toList();
    }

    private static BitSet classes(SampleSet samples) {
        BitSet classes = new BitSet(samples.classCount());
        for (int label : samples.labels()) {
            classes.set(label);
        }
        return classes;
    }
}
