package org.metricloss.core.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.metricloss.core.evaluation.LabelledPairs;

/**
 * Labelled images in three parts: train, validation (possibly empty) and test.
 *
 * <p>The validation part is taken from the training images: in the same proportion from each class or, if the test
 * classes are never trained on, as whole classes, so that validation and test pose the same task. A seed decides which
 * images or classes are taken. The test part depends on no seed. All parts share one shape and one list of classes.
 * Immutable.
 */
public final class Dataset {
    private final String name;
    private final ImageSet training;
    private final ImageSet train;
    private final ImageSet validation;
    private final ImageSet test;
    private final Normalization normalization;
    private final PixelScaling scaling;
    private final List<SourceFile> sources;
    private final String checksum;
    private final Optional<LabelledPairs> testPairs;

    private Dataset(
            String name,
            ImageSet training,
            Split split,
            ImageSet test,
            Normalization normalization,
            List<SourceFile> sources,
            String checksum,
            Optional<LabelledPairs> testPairs) {
        this.name = name;
        this.training = training;
        this.train = training.select(split.train());
        this.validation = training.select(split.validation());
        this.test = test;
        this.normalization = normalization;
        this.scaling = normalization.scalingFor(train);
        this.sources = sources;
        this.checksum = checksum;
        this.testPairs = testPairs;
    }

    /**
     * Makes a data set without a validation part.
     *
     * @param name the name, such as mnist
     * @param training the images to train on, at least one
     * @param test the held-out images, at least one
     * @param normalization how pixels are scaled
     * @param sources the files that the images come from; empty if there are none
     * @return the data set
     * @throws IllegalArgumentException if a part is empty or the two differ in shape, largest value or classes
     */
    public static Dataset of(
            String name, ImageSet training, ImageSet test, Normalization normalization, List<SourceFile> sources) {
        if (training.size() == 0 || test.size() == 0) {
            throw new IllegalArgumentException(
                    name + " must have training and test images, got " + training.size() + " and " + test.size());
        }
        if (!training.shape().equals(test.shape())
                || training.maxValue() != test.maxValue()
                || !training.classNames().equals(test.classNames())) {
            throw new IllegalArgumentException("the parts of " + name
                    + " must have one shape, largest value and list of classes, got " + training + " and " + test);
        }
        return new Dataset(
                name,
                training,
                Split.allOf(training),
                test,
                normalization,
                List.copyOf(sources),
                sha256(training, test),
                Optional.empty());
    }

    /**
     * Returns the same data with another validation part. It is always taken from all training images, including those
     * of an earlier validation part.
     *
     * @param holdout how much is set aside
     * @param seed the trial's seed
     * @return the data set, sharing the pixels; a {@code standard} scaling is computed from the remaining training
     *     images
     * @throws IllegalArgumentException if a class would be left without a training image; on open-set data, if fewer than two
     *     classes would be set aside or left
     */
    public Dataset withValidation(Holdout holdout, long seed) {
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
     * @return the data set, sharing the pixels; a {@code standard} scaling is computed from the remaining training
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
        return new Dataset(name, training, split, test, normalization, sources, checksum, testPairs);
    }

    /**
     * Returns the same data, without a validation part, with given pairs of test images to verify.
     *
     * @param pairs pairs of images of the test part
     * @return the data set, sharing the pixels
     * @throws IndexOutOfBoundsException if a pair names an image that does not exist
     */
    public Dataset withTestPairs(LabelledPairs pairs) {
        IntStream.concat(IntStream.of(pairs.first()), IntStream.of(pairs.second()))
                .forEach(image -> Objects.checkIndex(image, test.size()));
        return new Dataset(
                name, training, Split.allOf(training), test, normalization, sources, checksum, Optional.of(pairs));
    }

    /** {@return the pairs of test images to verify; if empty, all pairs are verified} */
    public Optional<LabelledPairs> testPairs() {
        return testPairs;
    }

    /** {@return the name, such as mnist} */
    public String name() {
        return name;
    }

    /** {@return the images to train on, without those set aside for validation} */
    public ImageSet train() {
        return train;
    }

    /** {@return the training images set aside; may be empty} */
    public ImageSet validation() {
        return validation;
    }

    /** {@return the held-out images} */
    public ImageSet test() {
        return test;
    }

    /** {@return the shape of every image} */
    public ImageShape shape() {
        return train.shape();
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

    private static BitSet classes(ImageSet images) {
        BitSet classes = new BitSet(images.classCount());
        for (int label : images.labels()) {
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
    public Normalization normalization() {
        return normalization;
    }

    /** {@return the scaling of every part, with the numbers of the train part} */
    public PixelScaling scaling() {
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
     * <p>The digest covers all training images (before any is set aside) and then the test images. For each of the two
     * it is fed: the part's name {@code train} or {@code test} in ASCII; six 4-byte big-endian integers n, channels,
     * height, width, largest pixel value, number of classes; the class names in UTF-8, each followed by a 0 byte; the
     * pixels as bytes [n, channels, height, width]; the n class indices as 4-byte big-endian integers.
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

    private static String sha256(ImageSet training, ImageSet test) {
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

    private static void feed(MessageDigest digest, String part, ImageSet images) {
        digest.update(part.getBytes(StandardCharsets.US_ASCII));
        ImageShape shape = images.shape();
        int[] numbers = {
            images.size(), shape.channels(), shape.height(), shape.width(), images.maxValue(), images.classCount()
        };
        ByteBuffer header = ByteBuffer.allocate(Integer.BYTES * numbers.length);
        header.asIntBuffer().put(numbers);
        digest.update(header);
        for (String className : images.classNames()) {
            digest.update(className.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        images.digestInto(digest);
    }

    @Override
    public String toString() {
        return name + ": " + train.size() + " train, " + validation.size() + " validation and " + test.size()
                + " test images of " + shape() + " in " + classCount() + " classes";
    }
}
