package org.metricloss.core.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.metricloss.core.array.Shape;
import org.metricloss.core.evaluation.LabelledPairs;
import org.metricloss.core.evaluation.QueryGallery;

/**
 * Labelled samples in three parts: train, validation (possibly empty) and test. Samples are images or vectors.
 *
 * <p>The validation part is taken from the training samples: in the same proportion from each class or, if the test
 * classes are never trained on, as whole classes, so that validation and test pose the same task. A seed decides which
 * samples or classes are taken. A data set may also come with a validation part of its own, which depends on no seed;
 * nor does the test part. The test part may consist of queries and a gallery. All parts share one shape and one list of
 * classes. Immutable.
 */
public final class Dataset {
    private final String name;
    private final SampleSet training;
    private final Optional<Split> own;
    private final SampleSet train;
    private final SampleSet validation;
    private final SampleSet test;
    private final Normalizer normalizer;
    private final InputScaling scaling;
    private final List<SourceFile> sources;
    private final String checksum;
    private final Optional<LabelledPairs> testPairs;
    private final Optional<QueryGallery> queryGallery;

    private Dataset(
            String name,
            SampleSet training,
            Optional<Split> own,
            Split split,
            SampleSet test,
            Normalizer normalizer,
            List<SourceFile> sources,
            String checksum,
            Optional<LabelledPairs> testPairs,
            Optional<QueryGallery> queryGallery) {
        this.name = name;
        this.training = training;
        this.own = own;
        this.train = training.select(split.train());
        this.validation = training.select(split.validation());
        this.test = test;
        this.normalizer = normalizer;
        this.scaling = normalizer.scalingFor(train);
        this.sources = sources;
        this.checksum = checksum;
        this.testPairs = testPairs;
        this.queryGallery = queryGallery;
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
        return new Dataset(
                name,
                training,
                Optional.empty(),
                Split.allOf(training),
                test,
                normalizer,
                List.copyOf(sources),
                checksum.get(),
                Optional.empty(),
                Optional.empty());
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
        if (aside.length != training.size()) {
            throw new IllegalArgumentException(
                    "there must be one flag per training sample, got " + aside.length + " for " + training.size());
        }
        Split split = Split.of(aside);
        if (split.train().length == 0) {
            throw new IllegalArgumentException(name + " must have " + training.noun() + " to train on, got none");
        }
        if (split.validation().length == 0) {
            return this;
        }
        MessageDigest digest = sha256();
        digest.update(checksum.getBytes(StandardCharsets.US_ASCII));
        digest.update(SampleSet.bytes(split.validation()));
        return new Dataset(
                name,
                training,
                Optional.of(split),
                split,
                test,
                normalizer,
                sources,
                HexFormat.of().formatHex(digest.digest()),
                testPairs,
                queryGallery);
    }

    /**
     * Returns the same data with another validation part. It is always taken from all training images, including those
     * of an earlier validation part.
     *
     * @param holdout how much is set aside
     * @param seed the trial's seed
     * @return the data set, sharing the values; a {@code standard} scaling is computed from the remaining training
     *     samples
     * @throws IllegalArgumentException if a class would be left without a training sample; on open-set data, if fewer
     *     than two classes would be set aside or left; if the data has a validation part of its own and some of it is
     *     to be set aside
     */
    public Dataset withValidation(Holdout holdout, long seed) {
        if (own.isPresent()) {
            if (!holdout.equals(Holdout.NONE)) {
                throw new IllegalArgumentException("it has a validation part of its own, of %s %s; leave out validation"
                        .formatted(own.get().validation().length, training.noun()));
            }
            return with(own.get());
        }
        if (holdout.equals(Holdout.NONE) && validation.size() == 0) {
            return this;
        }
        return with(
                isOpenSet()
                        ? ClassDisjointSplit.of(training, holdout, seed)
                        : StratifiedSplit.of(training, holdout, seed));
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
        if (!(folds >= 2)) {
            throw new IllegalArgumentException("folds must be >= 2, got " + folds);
        }
        Objects.checkIndex(fold, folds);
        return with(
                isOpenSet()
                        ? ClassDisjointSplit.fold(training, fold, folds, seed)
                        : StratifiedSplit.fold(training, fold, folds, seed));
    }

    private Dataset with(Split split) {
        return new Dataset(name, training, own, split, test, normalizer, sources, checksum, testPairs, queryGallery);
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
                .forEach(image -> Objects.checkIndex(image, test.size()));
        return new Dataset(
                name,
                training,
                own,
                own.orElseGet(() -> Split.allOf(training)),
                test,
                normalizer,
                sources,
                checksum,
                Optional.of(pairs),
                queryGallery);
    }

    /**
     * Returns the same data, with a test part that consists of queries and the gallery in which their neighbours are
     * searched.
     *
     * @param parts how the test part is divided
     * @return the data set, sharing the values
     * @throws IllegalArgumentException if the parts do not fit the test part
     */
    public Dataset withQueryGallery(QueryGallery parts) {
        parts.requireFits(test.size());
        MessageDigest digest = sha256();
        digest.update(checksum.getBytes(StandardCharsets.US_ASCII));
        digest.update(SampleSet.bytes(parts.queries()));
        parts.groups().ifPresent(groups -> digest.update(SampleSet.bytes(groups)));
        return new Dataset(
                name,
                training,
                own,
                own.orElseGet(() -> Split.allOf(training)),
                test,
                normalizer,
                sources,
                HexFormat.of().formatHex(digest.digest()),
                testPairs,
                Optional.of(parts));
    }

    /**
     * Returns the same data with other parts: the test part consists of whole classes, which are never trained on.
     *
     * @param tested whether each class is tested on
     * @return the data set, without a validation part, pairs and queries; classes that are trained on come first
     * @throws IllegalArgumentException if a part would have no sample
     */
    public Dataset splitByClass(Predicate<String> tested) {
        SampleSet all = ClassDisjointSplit.trainedClassesFirst(training.followedBy(test), tested);
        boolean[] aside = new boolean[all.size()];
        for (int i = 0; i < aside.length; i++) {
            aside[i] = tested.test(all.classNames().get(all.label(i)));
        }
        Split split = Split.of(aside);
        return of(name, all.select(split.train()), all.select(split.validation()), normalizer, sources);
    }

    /** {@return the classes that have a sample in any part, in order} */
    public List<String> presentClasses() {
        BitSet present = classes(training);
        present.or(classes(test));
        return present.stream().mapToObj(label -> classNames().get(label)).toList();
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
     * {@return the number of classes that a classifier needs: one more than the highest class index of all training
     * images, including those set aside}
     */
    public int trainedClassCount() {
        return classes(training).length();
    }

    /** {@return whether the test images and the training images have no class in common} */
    public boolean isOpenSet() {
        BitSet trained = classes(training);
        return !trained.intersects(classes(test));
    }

    private static BitSet classes(SampleSet samples) {
        BitSet classes = new BitSet(samples.classCount());
        for (int label : samples.labels()) {
            classes.set(label);
        }
        return classes;
    }

    /** {@return the number of classes} */
    public int classCount() {
        return train.classCount();
    }

    /** {@return the original name of each class} */
    public List<String> classNames() {
        return train.classNames();
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
     * part of the data's own and a division into queries and gallery are fed, with that digest, to another one.
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
        MessageDigest digest = sha256();
        digest.update(checksum.getBytes(StandardCharsets.US_ASCII));
        train.digestPlacesInto(digest);
        validation.digestPlacesInto(digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * {@return the SHA-256 of two parts as {@link #checksum} describes it; reads all values}
     *
     * @param training all training samples
     * @param test the test samples
     */
    public static String sha256(SampleSet training, SampleSet test) {
        MessageDigest digest = sha256();
        feed(digest, "train", training);
        feed(digest, "test", test);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void feed(MessageDigest digest, String part, SampleSet samples) {
        digest.update(part.getBytes(StandardCharsets.US_ASCII));
        samples.digestFormInto(digest);
        for (String className : samples.classNames()) {
            digest.update(className.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        samples.digestValuesInto(digest);
        samples.digestLabelsInto(digest);
    }

    @Override
    public String toString() {
        return "%s: %s train, %s validation and %s test %s of %s in %s classes"
                .formatted(
                        name,
                        train.size(),
                        validation.size(),
                        test.size(),
                        train.noun(),
                        train.shapeText(),
                        classCount());
    }
}
