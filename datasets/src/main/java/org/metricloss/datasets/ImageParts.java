package org.metricloss.datasets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.SourceFile;
import org.metricloss.core.evaluation.QueryGallery;
import org.metricloss.datasets.PartFiles.Part;
import org.metricloss.formats.Sha256;

/** The images of each part of a data set. A missing part has no images. */
final class ImageParts {
    private final String name;
    private final Map<Part, ImageCollection> parts;

    private ImageParts(String name, Map<Part, ImageCollection> parts) {
        this.name = name;
        this.parts = parts;
    }

    /**
     * Checks the parts before images are decoded.
     *
     * @param name the name of the data set
     * @param parts the images of each part
     * @throws DatasetException if there are no training or no test images, or if the classes of the parts do not fit each
     *     other
     */
    static ImageParts of(String name, Map<Part, ImageCollection> parts) {
        ImageParts made = new ImageParts(name, new EnumMap<>(parts));
        ImageCollection train = made.part(Part.TRAIN);
        ImageCollection test = made.test();
        if (train.size() == 0 || test.size() == 0) {
            throw new DatasetException(name + ": must have training and test images, found "
                    + train.classes().size() + " classes with training images and "
                    + test.classes().size() + " with test images");
        }
        ClassNames.requireAllOrNoneTrained(name, "image", train.classes(), test.classes());
        ClassNames.requireValidation(
                name, train.classes(), made.part(Part.VALIDATION).classes(), test.classes());
        return made;
    }

    static ImageParts of(String name, ImageCollection train, ImageCollection test) {
        return of(name, Map.of(Part.TRAIN, train, Part.TEST, test));
    }

    /** {@return a training and a test part of whole classes; the given parts are joined and divided anew} */
    static ImageParts byClass(String name, Map<Part, ImageCollection> parts, Set<String> tested) {
        ImageCollection all = ImageCollection.joined(new EnumMap<>(parts).values());
        return of(
                name,
                all.select((className, i) -> !tested.contains(className)),
                all.select((className, i) -> tested.contains(className)));
    }

    private ImageCollection part(Part part) {
        return parts.getOrDefault(part, new ImageCollection());
    }

    private ImageCollection training() {
        return ImageCollection.joined(List.of(part(Part.TRAIN), part(Part.VALIDATION)));
    }

    /** {@return the test images: all of them, or the queries and then the gallery} */
    ImageCollection test() {
        return ImageCollection.joined(List.of(part(Part.TEST), part(Part.QUERY), part(Part.GALLERY)));
    }

    /**
     * {@return the data set, whose first classes are those that are trained on}
     *
     * @param decoded the decoded images of all files
     * @param settings the settings of the data set
     * @param sources the files, for the record
     */
    Dataset dataset(CachedImages decoded, DatasetSettings settings, List<SourceFile> sources) {
        ImageCollection training = training();
        ImageCollection test = test();
        List<String> classNames = ImageCollection.classes(List.of(training, test));
        ImageSet trained = training.imageSet(settings.images(), decoded.pixels(), classNames);
        ImageSet tested = test.imageSet(settings.images(), decoded.pixels(), classNames);
        Dataset dataset = Dataset.of(
                name,
                trained,
                tested,
                settings.normalizer(),
                sources,
                () -> decoded.checksum(hash(training, test), () -> Dataset.sha256(trained, tested)));
        boolean[] aside = new boolean[training.size()];
        Arrays.fill(aside, part(Part.TRAIN).size(), aside.length, true);
        int queries = part(Part.QUERY).size();
        Dataset divided = dataset.withOwnValidation(aside);
        return queries == 0 ? divided : divided.withQueryGallery(new QueryGallery(queries, test.groups()));
    }

    /** {@return a hash of the classes and images of both parts} */
    private static String hash(ImageCollection training, ImageCollection test) {
        MessageDigest digest = Sha256.newDigest();
        Stream.of(training, test).forEach(part -> {
            digest.update(part.description().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 1);
        });
        return Sha256.hex(digest);
    }
}
