package org.metricloss.datasets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.metricloss.core.data.Pixels;
import org.metricloss.formats.AtomicFiles;

/**
 * The decoded images of a data set.
 *
 * @param pixels the images in the order of their files
 * @param contentSha256 the SHA-256 of the contents of all files, one after the other
 * @param file the file of the cache that holds them
 */
record CachedImages(Pixels pixels, String contentSha256, Path file) {
    private static final String SHA256 = "[0-9a-f]{64}";

    /**
     * {@return the checksum of a data set that consists of these images. It is kept beside them, because computing it reads
     * all pixels}
     *
     * @param parts a hash of everything else that the checksum depends on: which images are in which part, and their
     *     classes
     * @param compute computes the checksum
     */
    String checksum(String parts, Supplier<String> compute) {
        Path kept = file.resolveSibling(
                ImageCache.name(file) + "-" + parts.substring(0, ImageCache.NAME_LENGTH) + ImageCache.CHECKSUM);
        try {
            String known = Files.isRegularFile(kept) ? Files.readString(kept).strip() : "";
            if (known.matches(parts + " " + SHA256)) {
                return known.substring(parts.length() + 1);
            }
            String computed = compute.get();
            AtomicFiles.replace(
                    kept, out -> out.write((parts + " " + computed + "\n").getBytes(StandardCharsets.US_ASCII)));
            return computed;
        } catch (IOException e) {
            throw ImageCache.cannotWrite(kept, e);
        }
    }
}
