package org.metricloss.datasets;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SourceFile;
import org.metricloss.datasets.PartFiles.Part;

/** Image files that a list assigns to classes and parts. */
final class ListedImages {
    /** A message names so many files; of more, it says how many there are. */
    private static final int MOST_NAMED = 100;

    private final String name;
    private final String list;
    private final Map<Part, ImageCollection> parts = new EnumMap<>(Part.class);
    private final List<ImageFile> files = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /**
     * @param name the name of the data set
     * @param list the list in messages
     */
    ListedImages(String name, String list) {
        this.name = name;
        this.list = list;
    }

    /**
     * Adds a listed image. If the file does not exist, this is reported when the data set is opened.
     *
     * @throws DatasetException if it is not an image file
     */
    void add(Part part, String label, Path image, Optional<String> group) {
        try {
            ImageFile file = ImageFile.of(image);
            parts.computeIfAbsent(part, unseen -> new ImageCollection()).add(label, "", files.size(), group);
            files.add(file);
        } catch (DatasetException refused) {
            if (!(refused.getCause() instanceof NoSuchFileException)) {
                throw refused;
            }
            missing.add(image.toString());
        }
    }

    /**
     * {@return the data set: with the listed parts, or with whole classes as the test part}
     *
     * @param byClass whether whole classes are the test part
     * @param settings the settings
     * @param cache the decoded images
     * @param sources the lists, for the record
     * @throws DatasetException if a listed file does not exist, the parts do not make a data set, or an image cannot be
     *     decoded
     */
    Dataset open(boolean byClass, DatasetSettings settings, ImageCache cache, List<SourceFile> sources) {
        if (!missing.isEmpty()) {
            throw notFound(list, missing, missing.size() + files.size());
        }
        ImageParts divided = byClass ? byClass(settings.split()) : ofParts();
        CachedImages decoded = cache.open(list, ImageFile.hash(files), settings.images(), ImageFile.encoded(files));
        List<SourceFile> all = new ArrayList<>(sources);
        all.add(new SourceFile("images", decoded.contentSha256()));
        return divided.dataset(decoded, settings, all);
    }

    private ImageParts byClass(SplitSettings split) {
        Set<String> classes = ImageCollection.joined(parts.values()).classes();
        return ImageParts.byClass(name, parts, split.testedOf(classes, "classes in " + list));
    }

    private ImageParts ofParts() {
        try {
            PartFiles.requireComplete(parts::containsKey);
        } catch (IllegalArgumentException refused) {
            throw new DatasetException(list + ": " + refused.getMessage(), refused);
        }
        return ImageParts.of(name, parts);
    }

    /**
     * {@return the exception for listed images that do not exist, which names them}
     *
     * @param list the list in messages
     * @param missing the images that do not exist
     * @param listed the number of all listed images
     */
    static DatasetException notFound(String list, List<String> missing, int listed) {
        return new DatasetException(String.format(
                Locale.ROOT,
                "%s: %,d of %,d listed images do not exist: %s",
                list,
                missing.size(),
                listed,
                named(missing)));
    }

    /** {@return names, separated by commas} */
    static String named(List<String> names) {
        return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMED
                        ? String.format(Locale.ROOT, " and %,d more", names.size() - MOST_NAMED)
                        : "");
    }
}
