package org.metricloss.datasets;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.metricloss.base.Causes;
import org.metricloss.formats.Sha256;

/**
 * The unpacked bytes of one IDX file, with every failure turned into a {@link DatasetException} that names the file.
 *
 * <p>Gzip is recognised by its first two bytes. Memory grows with the bytes that are actually present, never with the
 * size that a header states.
 */
final class IdxInput implements Closeable {
    private static final int GZIP_MAGIC = 0x1F8B;
    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final DigestInputStream content;

    private IdxInput(String name, DigestInputStream content) {
        this.name = name;
        this.content = content;
    }

    /**
     * @param raw the packed or plain bytes
     * @param name the file's name in messages
     */
    static IdxInput open(InputStream raw, String name) {
        try {
            BufferedInputStream buffered = new BufferedInputStream(raw);
            buffered.mark(2);
            int firstTwo = buffered.read() << Byte.SIZE | buffered.read();
            buffered.reset();
            InputStream unpacked = firstTwo == GZIP_MAGIC ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered;
            return new IdxInput(name, new DigestInputStream(unpacked, Sha256.newDigest()));
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /** Reads a 4-byte big-endian number, as unsigned. */
    long number(String what) {
        byte[] bytes = upTo(Integer.BYTES);
        if (bytes.length < Integer.BYTES) {
            throw failure("truncated in the header, before its " + what);
        }
        return Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt());
    }

    /** Reads exactly {@code count} bytes. */
    byte[] bytes(int count, String what) {
        byte[] bytes = upTo(count);
        if (bytes.length < count) {
            throw failure("truncated: the header states " + count + " bytes of " + what + ", found " + bytes.length);
        }
        return bytes;
    }

    /**
     * Checks that no bytes follow.
     *
     * @return SHA-256 of the whole unpacked content
     */
    String end() {
        if (upTo(1).length > 0) {
            throw failure("there are more bytes than the header states");
        }
        return Sha256.hex(content.getMessageDigest());
    }

    DatasetException failure(String problem) {
        return new DatasetException(name + ": " + problem);
    }

    private byte[] upTo(int count) {
        try {
            // This reads in small pieces and joins those that arrived, so a wrong size in the header takes no memory.
            return content.readNBytes(count);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private static DatasetException failure(String name, IOException e) {
        if (e instanceof EOFException) {
            return new DatasetException(name + ": truncated gzip data", e);
        }
        if (e instanceof ZipException) {
            return new DatasetException(name + ": broken gzip data (" + Causes.inWords(e) + ")", e);
        }
        return new DatasetException(name + ": cannot be read (" + Causes.inWords(e) + ")", e);
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            throw failure(name, e);
        }
    }
}
