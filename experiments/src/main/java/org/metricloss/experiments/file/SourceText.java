package org.metricloss.experiments.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.metricloss.base.Causes;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads the text of an experiment file: UTF-8, printable, and of a size that a person could have written. */
public final class SourceText {
    /** The largest file that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private SourceText() {}

    /**
     * Reads no more than {@link #MAX_BYTES} of the file, whatever its size.
     *
     * @param file the file
     * @return its text
     * @throws ExperimentFileException if it cannot be read, is too large or is not UTF-8 text
     */
    public static String read(Path file) {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw new ExperimentFileException(name, "is a folder, not an experiment file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ExperimentFileException(
                        name, "is too large: an experiment file has at most %s bytes".formatted(MAX_BYTES));
            }
            return decode(Source.file(name), bytes);
        } catch (NoSuchFileException e) {
            throw new ExperimentFileException(name, "no such file", e);
        } catch (AccessDeniedException e) {
            throw new ExperimentFileException(name, "cannot be read: permission denied", e);
        } catch (IOException e) {
            throw new ExperimentFileException(name, "cannot be read: " + Causes.inWords(e), e);
        }
    }

    private static String decode(Source source, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            throw source.after(out)
                    .refused(String.format(Locale.ROOT, "not UTF-8 text: byte 0x%02x is not valid here", in.get()));
        }
        return out.toString();
    }

    /**
     * Refuses characters that YAML does not allow.
     *
     * @param source where the text is from
     * @param text the text
     * @throws ExperimentFileException if YAML does not allow a character
     */
    public static void requirePrintable(Source source, String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            if (!StreamReader.isPrintable(character)) {
                throw source.after(text.substring(0, i))
                        .refused(String.format(Locale.ROOT, "the character U+%04X is not allowed", character));
            }
        }
    }
}
