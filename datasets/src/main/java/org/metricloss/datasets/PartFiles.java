package org.metricloss.datasets;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of a data set: one for all parts, or one for each part.
 *
 * @param all the file with all samples; empty if each part has its own
 * @param parts the file of each part that has one
 */
public record PartFiles(Optional<Path> all, Map<Part, Path> parts) {
    /** The parts of a data set that a file may hold. */
    public enum Part {
        /** The samples to train on. */
        TRAIN,
        /** The samples on which training is judged while it runs. */
        VALIDATION,
        /** The held-out samples. */
        TEST,
        /** The held-out samples whose neighbours are searched. */
        QUERY,
        /** The held-out samples among which the neighbours of queries are searched. */
        GALLERY
    }

    /** @throws IllegalArgumentException if the parts do not make a data set */
    public PartFiles {
        parts = Map.copyOf(parts);
        if (all.isPresent() != parts.isEmpty()) {
            throw new IllegalArgumentException("a data set has one file, or one for each part");
        }
        if (all.isEmpty()) {
            requireComplete(parts.keySet()::contains);
        }
    }

    /**
     * Checks that there is something to train on, and either a test part or queries and a gallery.
     *
     * @param present tests whether a part is there
     * @throws IllegalArgumentException if a part is missing, or two parts exclude each other
     */
    static void requireComplete(Predicate<Part> present) {
        boolean query = present.test(Part.QUERY);
        boolean gallery = present.test(Part.GALLERY);
        if (!present.test(Part.TRAIN)) {
            throw new IllegalArgumentException("the part train is missing");
        }
        if (query != gallery) {
            throw new IllegalArgumentException(
                    "the parts query and gallery go together; %s is missing".formatted(query ? "gallery" : "query"));
        }
        if (query == present.test(Part.TEST)) {
            throw new IllegalArgumentException(
                    query
                            ? "the part test does not go with query and gallery"
                            : "the part test is missing, or query and gallery in its place");
        }
    }

    /** {@return the files of one for all parts} */
    public static PartFiles of(Path all) {
        return new PartFiles(Optional.of(all), Map.of());
    }

    /** {@return the file of a part} */
    public Optional<Path> part(Part part) {
        return Optional.ofNullable(parts.get(part));
    }

    /** {@return the parts that have a file, in the order of {@link Part}} */
    Map<Part, Path> inOrder() {
        Map<Part, Path> ordered = new LinkedHashMap<>();
        Stream.of(Part.values()).filter(parts::containsKey).forEach(part -> ordered.put(part, parts.get(part)));
        return ordered;
    }
}
