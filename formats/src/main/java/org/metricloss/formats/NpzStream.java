package org.metricloss.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.ZipOutputStream;

/** Writes an .npz file array by array, so that its arrays do not have to fit into memory. {@link NpzFile} reads it. */
public final class NpzStream {
    private static final int TEXTS_AT_A_TIME = 1024;

    private final ZipOutputStream zip;

    /**
     * Starts a file.
     *
     * @param out receives the file; the caller closes it
     */
    public NpzStream(OutputStream out) {
        this.zip = new ZipOutputStream(out);
    }

    /** Receives the rows of a matrix, some at a time. */
    @FunctionalInterface
    public interface RowSink {
        /**
         * Appends rows.
         *
         * @param rows whole rows, row-major
         * @throws IOException if they cannot be written
         */
        void append(float[] rows) throws IOException;
    }

    /** Gives the rows of a matrix. */
    @FunctionalInterface
    public interface Rows {
        /**
         * Gives all rows in order.
         *
         * @param sink receives them
         * @throws IOException if the sink fails
         */
        void writeTo(RowSink sink) throws IOException;
    }

    /**
     * Adds a matrix of float32.
     *
     * @param name its name, of {@code A-Z a-z 0-9 _ -}
     * @param rows how many rows it has
     * @param columns how many columns it has
     * @param content gives exactly these rows
     * @throws IOException if it cannot be written
     * @throws IllegalStateException if the content has another number of rows
     */
    public void matrix(String name, int rows, int columns, Rows content) throws IOException {
        begin(name, NpyArray.Type.FLOAT32.descriptor(), rows, columns);
        long[] written = new long[1];
        content.writeTo(values -> {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            zip.write(bytes.array());
            written[0] += values.length;
        });
        if (written[0] != (long) rows * columns) {
            throw new IllegalStateException(
                    "array %s must have %s x %s values, got %s".formatted(name, rows, columns, written[0]));
        }
        zip.closeEntry();
    }

    /**
     * Adds an array that is in memory.
     *
     * @param name its name
     * @param array the array
     * @throws IOException if it cannot be written
     */
    public void array(String name, NpyArray array) throws IOException {
        begin(name, array.type().descriptor(), array.shape());
        zip.write(array.data());
        zip.closeEntry();
    }

    /**
     * Adds a list of texts, as NumPy stores them: UTF-32, each padded with NUL to the length of the longest.
     *
     * @param name its name
     * @param texts the texts
     * @throws IOException if it cannot be written
     */
    public void texts(String name, List<String> texts) throws IOException {
        int longest = Math.max(
                1,
                texts.stream()
                        .mapToInt(text -> text.codePointCount(0, text.length()))
                        .max()
                        .orElse(1));
        begin(name, "<U" + longest, texts.size());
        for (int from = 0; from < texts.size(); from += TEXTS_AT_A_TIME) {
            List<String> some = texts.subList(from, Math.min(texts.size(), from + TEXTS_AT_A_TIME));
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(some.size(), longest * Integer.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < some.size(); i++) {
                bytes.position(i * longest * Integer.BYTES);
                some.get(i).codePoints().forEach(bytes::putInt);
            }
            zip.write(bytes.array());
        }
        zip.closeEntry();
    }

    /**
     * Ends the file.
     *
     * @throws IOException if it cannot be written
     */
    public void finish() throws IOException {
        zip.finish();
    }

    private void begin(String name, String descriptor, int... shape) throws IOException {
        Npz.requireName(name);
        zip.putNextEntry(Npz.entry(name));
        Npz.writeHeader(zip, descriptor, shape);
    }
}
