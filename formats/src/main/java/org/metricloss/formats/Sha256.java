package org.metricloss.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 hash as 64 lower-case hexadecimal digits. */
public final class Sha256 {
    private static final int PIECE = 1 << 16;

    private Sha256() {}

    /**
     * {@return the hash of some bytes}
     *
     * @param bytes the content
     */
    public static String of(byte[] bytes) {
        return hex(newDigest(), bytes);
    }

    /**
     * {@return the hash of a text}
     *
     * @param text the content, hashed as UTF-8
     */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * {@return the hash of a file's content, which is read in pieces}
     *
     * @param file a plain file
     * @throws IOException if it cannot be read
     */
    public static String of(Path file) throws IOException {
        MessageDigest digest = newDigest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
        return hex(digest);
    }

    /** {@return an empty digest, to which content is added in parts} */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * {@return the hash of all content that was added to a digest}
     *
     * @param digest the digest, which is reset afterwards
     */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String hex(MessageDigest digest, byte[] bytes) {
        digest.update(bytes);
        return hex(digest);
    }
}
