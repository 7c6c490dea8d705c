package org.metricloss.datasets;

/**
 * Refuses JPEG files that would keep a decoder busy for a long time without a useful result. A decoder fills in what a truncated file
 * lacks, and processes the whole image once for every scan of a progressive file, even if a scan has only a few bytes.
 */
final class JpegScans {
    /**
     * The most pixels for each byte of a file. The first scan stores at least one bit for each block of 8 by 8 samples,
     * and at least one such block for 1,024 pixels if the sampling factors are the greatest that the format has.
     */
    static final int MOST_PIXELS_PER_BYTE = 8 * 1024;

    /** The largest number of scans. Encoders write at most about a dozen. */
    static final int MOST_SCANS = 100;

    private static final int MARKER = 0xFF;
    private static final int START_OF_SCAN = 0xDA;
    private static final int FIRST_RESTART = 0xD0;
    /** The start and the end of an image follow the restarts. */
    private static final int END_OF_IMAGE = 0xD9;

    private JpegScans() {}

    /**
     * Refuses a file with too few bytes for its pixels or with too many scans.
     *
     * @param content the file
     * @param pixels the number of pixels that its header states
     * @param name the file's name in messages
     * @throws DatasetException if it is refused
     */
    static void requireDecodable(byte[] content, long pixels, String name) {
        if (pixels / MOST_PIXELS_PER_BYTE > content.length) {
            throw new DatasetException(
                    "%s: is cut off (%s bytes cannot hold %s pixels)".formatted(name, content.length, pixels));
        }
        int scans = count(content);
        if (scans > MOST_SCANS) {
            throw new DatasetException("%s: must have at most %s scans, found %s".formatted(name, MOST_SCANS, scans));
        }
    }

    private static int count(byte[] content) {
        int scans = 0;
        int at = 0;
        while (at + 1 < content.length) {
            int code = Byte.toUnsignedInt(content[at + 1]);
            boolean segment = Byte.toUnsignedInt(content[at]) == MARKER
                    && code > 1
                    && code < MARKER
                    && (code < FIRST_RESTART || code > END_OF_IMAGE);
            if (!segment) {
                // These are the bytes of a scan, or a marker without a segment.
                at++;
                continue;
            }
            scans += code == START_OF_SCAN ? 1 : 0;
            at += 2 + length(content, at + 2);
        }
        return scans;
    }

    /** {@return the length of a segment, which includes the two bytes that state it; 0 at the end of the file} */
    private static int length(byte[] content, int at) {
        return at + 1 < content.length ? Byte.toUnsignedInt(content[at]) << 8 | Byte.toUnsignedInt(content[at + 1]) : 0;
    }
}
