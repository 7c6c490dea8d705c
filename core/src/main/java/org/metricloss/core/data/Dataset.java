package org.metricloss.core.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.metricloss.core.array.Shape;
import org.metricloss.core.evaluation.LabelledPairs;
import org.metricloss.core.evaluation.QueryGallery;

/**
 * Labelled samples in three parts: train, validation (possibly empty) and test. Samples are images or vectors.
 *
 * <p>The validation part is taken from the training samples: in the same proportion from each class or, if the test
 * classes are never trained on, as whole classes, so that validation and test pose the same task. A seed decides which
 * samples or classes are taken. If whole classes are taken, those that are left come first in the list of classes, so that no
 * classifier has an output for a class that it never sees; {@link #commonPlaces} leads back to the order that all seeds
 * have. A data set may also come with a validation part of its own, which depends on no seed; nor does the test part.
 * The test part may consist of queries and a gallery. All parts share one shape and one list of classes. Immutable.
 */
public final class Dataset {
    private final String name;
    private final DataParts parts;
    private final SampleSet train;
    private final SampleSet validation;
    private final SampleSet test;
    private final Normalizer normalizer;
    private final InputScaling scaling;
    private final List<SourceFile> sources;
    private final String checksum;
    private final Optional<LabelledPairs> testPairs;
    private final Optional<QueryGallery> queryGallery;
    private final List<String> notes;

    private Dataset(
            String name,
            DataParts parts,
            Split split,
            Normalizer normalizer,
            List<SourceFile> sources,
            String checksum,
            Optional<LabelledPairs> testPairs,
            Optional<QueryGallery> queryGallery,
            List<String> notes) {
        this.name = name;
        this.parts = parts;
        UnaryOperator<SampleSet> order = parts.trainedClassesFirst(split);
        this.train = order.apply(parts.training().select(split.train()));
        this.validation = order.apply(parts.training().select(split.validation()));
        this.test = order.apply(parts.test());
        this.normalizer = normalizer;
        this.scaling = normalizer.scalingFor(train);
        this.sources = sources;
        this.checksum = checksum;
        this.testPairs = testPairs;
        this.queryGallery = queryGallery;
        this.notes = notes;
    }

    /**
     * Makes a data set without a validation part.
     *
     * @param name the name, such as mnist
     * @param training the images to train on, at least one
     * @param test the held-out images, at least one
     * @param normalizer how the stored values are scaled
     * @param sources the files that the images come from; empty if there are none
     * @return the data set
     * @throws IllegalArgumentException if a part is empty or the two differ in shape, largest value or classes
     */
    public static Dataset of(
            String name, SampleSet training, SampleSet test, Normalizer normalizer, List<SourceFile> sources) {
        return of(name, training, test, normalizer, sources, () -> sha256(training, test));
    }

    /**
     * Makes a data set without a validation part, whose {@link #checksum} may be known from elsewhere, so that the values
     * need not be read.
     *
     * @param name the name, such as mnist
     * @param training the samples to train on, at least one
     * @param test the held-out samples, at least one
     * @param normalizer how the stored values are scaled
     * @param sources the files that the samples come from; empty if there are none
     * @param checksum gives what {@link #sha256} returns for the two parts; it is called once, after all checks
     * @return the data set
     * @throws IllegalArgumentException if a part is empty or the two differ in shape, largest value or classes
     */
    public static Dataset of(
            String name,
            SampleSet training,
            SampleSet test,
            Normalizer normalizer,
            List<SourceFile> sources,
            Supplier<String> checksum) {
        if (training.size() == 0 || test.size() == 0) {
            throw new IllegalArgumentException("%s must have training and test %s, got %s and %s"
                    .formatted(name, training.noun(), training.size(), test.size()));
        }
        training.requireSameForm("the parts of " + name, test);
        DataParts parts = new DataParts(training, test, Optional.empty());
        return new Dataset(
                name,
                parts,
                parts.initial(),
                normalizer,
                List.copyOf(sources),
                checksum.get(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /**
     * Returns the same data with a validation part of its own, which no seed decides.
     *
     * @param aside whether each training sample belongs to the validation part; at least one does not
     * @return the data set, sharing the values
     * @throws IllegalArgumentException if there is not one flag for each training sample, or no sample is left to train
     *     on
     */
    public Dataset withOwnValidation(boolean[] aside) {
        DataParts divided = parts.withOwn(aside);
        Split split = divided.initial();
        if (split.train().length == 0) {
            throw new IllegalArgumentException(name + " must have " + train.noun() + " to train on, got none");
        }
        if (split.validation().length == 0) {
            return this;
        }
        return copy(divided, ContentChecksum.extended(checksum, split.validation()), testPairs, queryGallery);
    }

    /**
     * Returns the same data with another validation part. It is always taken from all training images, including those
     * of an earlier validation part.
     *
     * @param holdout how much is set aside
     * @param seed the trial's seed
     * @return the data set, sharing the values; a {@code standard} scaling is computed from the remaining training
     *     samples
     * @throws IllegalArgumentException if a share above 0 takes nothing; if a class would be left without a training
     *     sample; on open-set data, if fewer
     *     than two classes would be set aside or left; if the data has a validation part of its own and some of it is
     *     to be set aside
     */
    public Dataset withValidation(Holdout holdout, long seed) {
        if (holdout.equals(Holdout.NONE) && validation.size() == 0) {
            return this;
        }
        return divided(parts.holdout(holdout, seed));
    }

    /**
     * Returns the same data with one fold of all training images as the validation part, for cross-validation. The
     * folds of a seed take each training image once: in the same proportion from each class or, on open-set data, as
     * whole classes.
     *
     * @param fold the fold that is set aside, from 0 to folds - 1
     * @param folds how many folds there are, at least 2
     * @param seed decides the folds; results can be compared only if they use the same seed
     * @return the data set, sharing the values; a {@code standard} scaling is computed from the remaining training
     *     images
     * @throws IllegalArgumentException if a class has fewer images than there are folds; on open-set data, if there are fewer
     *     than two classes for each fold
     */
    public Dataset withFold(int fold, int folds, long seed) {
        return divided(parts.fold(fold, folds, seed));
    }

    private Dataset divided(Split split) {
        return new Dataset(name, parts, split, normalizer, sources, checksum, testPairs, queryGallery, notes);
    }

    /** {@return the same data with other parts, pairs or queries, without the samples that a seed set aside} */
    private Dataset copy(
            DataParts newParts,
            String newChecksum,
            Optional<LabelledPairs> newPairs,
            Optional<QueryGallery> newQueryGallery) {
        return new Dataset(
                name, newParts, newParts.initial(), normalizer, sources, newChecksum, newPairs, newQueryGallery, notes);
    }

    /**
     * Returns the same data, without a validation part, with given pairs of test images to verify.
     *
     * @param pairs pairs of images of the test part
     * @return the data set, sharing the values
     * @throws IndexOutOfBoundsException if a pair names an image that does not exist
     */
    public Dataset withTestPairs(LabelledPairs pairs) {
        IntStream.concat(IntStream.of(pairs.first()), IntStream.of(pairs.second()))
                .forEach(image -> Objects.checkIndex(image, test().size()));
        boolean[] same = pairs.same();
        int[] flags = IntStream.range(0, same.length).map(i -> same[i] ? 1 : 0).toArray();
        String extended = ContentChecksum.extended(checksum, pairs.first(), pairs.second(), flags, pairs.fold());
        return copy(parts, extended, Optional.of(pairs), queryGallery);
    }

    /**
     * Returns the same data, with a test part that consists of queries and the gallery in which their neighbours are
     * searched.
     *
     * @param division how the test part is divided
     * @return the data set, sharing the values
     * @throws IllegalArgumentException if the division does not fit the test part
     */
    public Dataset withQueryGallery(QueryGallery division) {
        division.requireFits(test().size());
        String extended = ContentChecksum.extended(
                checksum, new int[] {division.queries()}, division.groups().orElseGet(() -> new int[0]));
        return copy(parts, extended, testPairs, Optional.of(division));
    }

    /**
     * Returns the same data with other parts: the test part consists of whole classes, which are never trained on.
     *
     * @param tested whether each class is tested on
     * @return the data set, without a validation part, pairs and queries; classes that are trained on come first
     * @throws IllegalArgumentException if a part would have no sample
     */
    public Dataset splitByClass(Predicate<String> tested) {
        SampleSet all = ClassDisjointSplit.trainedClassesFirst(parts.training().followedBy(parts.test()), tested);
        boolean[] aside = new boolean[all.size()];
        for (int i = 0; i < aside.length; i++) {
            aside[i] = tested.test(all.classNames().get(all.label(i)));
        }
        Split split = Split.of(aside);
        return of(name, all.select(split.train()), all.select(split.validation()), normalizer, sources)
                .withNotes(notes);
    }

    /**
     * {@return the same data with notes on it, without the samples that a seed set aside}
     *
     * @param lines what users should know of how its files were read, one line each
     */
    public Dataset withNotes(List<String> lines) {
        return new Dataset(
                name,
                parts,
                parts.initial(),
                normalizer,
                sources,
                checksum,
                testPairs,
                queryGallery,
                List.copyOf(lines));
    }

    /** {@return what users should know of how its files were read, one line each} */
    public List<String> notes() {
        return notes;
    }

    /** {@return the classes that have a sample in any part, in order} */
    public List<String> presentClasses() {
        return parts.presentClasses();
    }

    /** {@return how the test part is divided into queries and gallery; empty if all its samples are both} */
    public Optional<QueryGallery> queryGallery() {
        return queryGallery;
    }

    /** {@return the pairs of test images to verify; if empty, all pairs are verified} */
    public Optional<LabelledPairs> testPairs() {
        return testPairs;
    }

    /** {@return the name, such as mnist} */
    public String name() {
        return name;
    }

    /** {@return the samples to train on, without those set aside for validation} */
    public SampleSet train() {
        return train;
    }

    /** {@return the training samples set aside; may be empty} */
    public SampleSet validation() {
        return validation;
    }

    /** {@return the held-out samples} */
    public SampleSet test() {
        return test;
    }

    /** {@return the shape of every sample: [channels, height, width] of an image, [d] of a vector} */
    public Shape inputShape() {
        return train.inputShape();
    }

    /**
     * {@return the number of classes that a classifier needs: one more than the highest class index of the train part}
     */
    public int trainedClassCount() {
        return Arrays.stream(train.labels()).max().orElseThrow() + 1;
    }

    /** {@return whether the test images and the training images have no class in common} */
    public boolean isOpenSet() {
        return parts.isOpenSet();
    }

    /** {@return the number of classes} */
    public int classCount() {
        return train.classCount();
    }

    /** {@return the original name of each class} */
    public List<String> classNames() {
        return train.classNames();
    }

    /** {@return the original name of each class, in the order that the same data has with every seed} */
    public List<String> commonClassNames() {
        return parts.training().classNames();
    }

    /** {@return for each class its place in {@link #commonClassNames()}; empty if the classes are in this order} */
    public Optional<int[]> commonPlaces() {
        if (classNames().equals(commonClassNames())) {
            return Optional.empty();
        }
        Map<String, Integer> places = new HashMap<>();
        commonClassNames().forEach(className -> places.put(className, places.size()));
        return Optional.of(classNames().stream().mapToInt(places::get).toArray());
    }

    /** {@return the chosen form of scaling} */
    public Normalizer normalizer() {
        return normalizer;
    }

    /** {@return the scaling of every part, with the numbers of the train part} */
    public InputScaling scaling() {
        return scaling;
    }

    /** {@return the files that the images come from} */
    public List<SourceFile> sources() {
        return sources;
    }

    /**
     * Returns the SHA-256 of the content. It does not depend on the seed, the validation part, the scaling or how the
     * files were packed.
     *
     * <p>The digest covers all training samples (before any is set aside) and then the test samples. For each of the
     * two it is fed: the part's name {@code train} or {@code test} in ASCII; as 4-byte big-endian integers, for images
     * n, channels, height, width, largest pixel value and number of classes, for vectors n, d and number of classes; the
     * class names in UTF-8, each followed by a 0 byte; the pixels as bytes [n, channels, height, width], or the
     * coordinates as 4-byte big-endian floats [n, d]; the n class indices as 4-byte big-endian integers. A validation
     * part of the data's own, given pairs, and a division into queries and gallery are fed, with that digest, to another one.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String checksum() {
        return checksum;
    }

    /**
     * Returns the SHA-256 of the assignment of images to the train and the validation part, in order. The digest is fed
     * the {@link #checksum()} in ASCII; then, for each of the two parts, the number of its images and their positions
     * among all training images, as 4-byte big-endian integers.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String splitChecksum() {
        return ContentChecksum.ofPlaces(checksum, train, validation);
    }

    /**
     * {@return the SHA-256 of two parts as {@link #checksum} describes it; reads all values}
     *
     * @param training all training samples
     * @param test the test samples
     */
    public static String sha256(SampleSet training, SampleSet test) {
        return ContentChecksum.of(training, test);
    }

    @Override
    public String toString() {
        return "%s: %s train, %s validation and %s test %s of %s in %s classes"
                .formatted(
                        name,
                        train.size(),
                        validation.size(),
                        test().size(),
                        train.noun(),
                        train.shapeText(),
                        classCount());
    }
}
