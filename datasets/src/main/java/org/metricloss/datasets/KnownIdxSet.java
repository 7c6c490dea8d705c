package org.metricloss.datasets;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.metricloss.core.data.ImageShape;

/**
 * A published data set of four IDX files, with the properties that are checked.
 *
 * @param name the name in an experiment file and of its folder in the cache
 * @param description one line
 * @param mirrors folders with the four gzip files, each ending in a slash, in the order in which they are tried
 * @param trainImages the number of images in the train part
 * @param testImages the number of images in the test part
 * @param shape the shape of each image
 * @param classNames the name of label 0, of label 1, ...
 * @param sha256 the SHA-256 checksums of unpacked files that are verified; the checksums of other files are only
 *     recorded
 */
record KnownIdxSet(
        String name,
        String description,
        List<URI> mirrors,
        int trainImages,
        int testImages,
        ImageShape shape,
        List<String> classNames,
        Map<IdxFile, String> sha256) {
    private static final ImageShape MNIST_SHAPE = ImageShape.grey(28, 28);

    static final KnownIdxSet MNIST = new KnownIdxSet(
            "mnist",
            "handwritten digits, 60,000 + 10,000 grey images of 28x28, 10 classes (LeCun, Cortes, Burges)",
            List.of(
                    URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                    URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
            60_000,
            10_000,
            MNIST_SHAPE,
            IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
            Map.of(
                    IdxFile.TRAIN_IMAGES, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                    IdxFile.TRAIN_LABELS, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                    IdxFile.TEST_IMAGES, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                    IdxFile.TEST_LABELS, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));

    static final KnownIdxSet FASHION_MNIST = new KnownIdxSet(
            "fashion-mnist",
            "articles of clothing in MNIST's form, 10 classes (Xiao, Rasul, Vollgraf 2017)",
            List.of(URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")),
            60_000,
            10_000,
            MNIST_SHAPE,
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot"),
            Map.of());

    static final KnownIdxSet KMNIST = new KnownIdxSet(
            "kmnist",
            "cursive hiragana in MNIST's form, 10 classes (Clanuwat et al. 2018)",
            List.of(URI.create("http://codh.rois.ac.jp/kmnist/dataset/kmnist/")),
            60_000,
            10_000,
            MNIST_SHAPE,
            List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
            Map.of());

    KnownIdxSet {
        mirrors = List.copyOf(mirrors);
        classNames = List.copyOf(classNames);
        sha256 = Map.copyOf(sha256);
    }

    /** {@return the name of its folder in torchvision's data folder} */
    String torchvisionName() {
        return name.equals("fashion-mnist") ? "FashionMNIST" : name.toUpperCase(Locale.ROOT);
    }

    /** {@return the address of one file on each mirror} */
    List<URI> addresses(IdxFile file) {
        return mirrors.stream().map(mirror -> mirror.resolve(file.packedName())).toList();
    }

    int countOf(IdxFile file) {
        return file.isTrain() ? trainImages : testImages;
    }

    /** {@return a reader that accepts no more bytes than the largest of the four files has} */
    IdxReader reader() {
        return IdxReader.withLimit(Math.multiplyExact(Math.max(trainImages, testImages), shape.values()));
    }

    /**
     * Checks one file's content against the known properties.
     *
     * @param name the file's name in messages
     */
    void check(IdxFile file, String name, IdxImages images) {
        requireCount(file, name, images.count(), "images");
        if (images.height() != shape.height() || images.width() != shape.width()) {
            throw new DatasetException(name + ": images must be " + shape.height() + "x" + shape.width() + " in "
                    + this.name + ", found " + images.height() + "x" + images.width());
        }
        requireChecksum(file, name, images.sha256());
    }

    /** Checks one file's content against the known properties. */
    void check(IdxFile file, String name, IdxLabels labels) {
        requireCount(file, name, labels.labels().length, "labels");
        requireChecksum(file, name, labels.sha256());
    }

    private void requireCount(IdxFile file, String name, int found, String what) {
        if (found != countOf(file)) {
            throw new DatasetException(
                    name + ": " + this.name + " has " + countOf(file) + " " + what + " here, found " + found);
        }
    }

    private void requireChecksum(IdxFile file, String name, String found) {
        String known = sha256.getOrDefault(file, found);
        if (!known.equals(found)) {
            throw new DatasetException(name + ": SHA-256 of the unpacked content must be " + known + " for " + this.name
                    + ", found " + found);
        }
    }
}
