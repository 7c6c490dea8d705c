package org.metricloss.core.data;

/**
 * A file that a data set was read from.
 *
 * @param name the file's name without its folder
 * @param sha256 SHA-256 of its unpacked content, 64 lower-case hexadecimal digits
 */
public record SourceFile(String name, String sha256) {
    /** @throws IllegalArgumentException if the checksum is not 64 lower-case hexadecimal digits */
    public SourceFile {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits, got '" + sha256 + "'");
        }
    }
}
