package org.metricloss.core.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of the content of a data set, as {@link Dataset#checksum} and {@link Dataset#splitChecksum} describe it. */
final class ContentChecksum {
    private ContentChecksum() {}

    /** {@return the checksum of two parts; reads all values} */
    static String of(SampleSet training, SampleSet test) {
        MessageDigest digest = sha256();
        feed(digest, "train", training);
        feed(digest, "test", test);
        return hex(digest);
    }

    /** {@return a checksum followed by further numbers} */
    static String extended(String checksum, int[]... numbers) {
        MessageDigest digest = begunWith(checksum);
        for (int[] each : numbers) {
            digest.update(SampleSet.bytes(each));
        }
        return hex(digest);
    }

    /** {@return a checksum followed by the places of the samples of each part} */
    static String ofPlaces(String checksum, SampleSet... parts) {
        MessageDigest digest = begunWith(checksum);
        for (SampleSet part : parts) {
            part.digestPlacesInto(digest);
        }
        return hex(digest);
    }

    private static MessageDigest begunWith(String checksum) {
        MessageDigest digest = sha256();
        digest.update(checksum.getBytes(StandardCharsets.US_ASCII));
        return digest;
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
