package org.metricloss.formats;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Reads the elements of an array [n, d] as 32-bit numbers in C order, one block of bytes at a time. */
final class MatrixReader {
    private static final int BLOCK_ELEMENTS = 1 << 16;

    private final NpyType type;
    private final ByteBuffer block;

    private MatrixReader(NpyType type) {
        this.type = type;
        this.block = ByteBuffer.allocate(BLOCK_ELEMENTS * type.bytes())
                .order(type.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Checks that a header describes a matrix of numbers.
     *
     * @param place the file, and the array's name in it
     * @param header a header
     */
    static void requireMatrix(String place, NpyHeader header) {
        if (header.shape().size() != 2
                || header.type().isText()
                || !header.type().isReadable()) {
            throw new FileException(
                    "%s must be [n, d] of floats or integers, found %s".formatted(place, header.describe()));
        }
    }

    /** Checks the size of a matrix, which needs memory for its 32-bit numbers alone. */
    static void requireSize(Path file, String name, NpyHeader header, long size) throws ZipException {
        ArraySize.require(file, name, header, size, header.elements() * Float.BYTES, Integer.MAX_VALUE * 8L);
    }

    /**
     * {@return the matrix}
     *
     * @param header describes numbers [n, d] that fit into one array
     * @param in the bytes after the header
     * @throws EOFException if they end before the last element
     */
    static FloatMatrix read(NpyHeader header, DataInputStream in) throws IOException {
        int rows = Math.toIntExact(header.shape().get(0));
        int columns = Math.toIntExact(header.shape().get(1));
        float[] values = new float[Math.toIntExact(header.elements())];
        MatrixReader reader = new MatrixReader(header.type());
        for (int from = 0; from < values.length; from += BLOCK_ELEMENTS) {
            int count = Math.min(BLOCK_ELEMENTS, values.length - from);
            int bytes = count * header.type().bytes();
            if (in.readNBytes(reader.block.array(), 0, bytes) != bytes) {
                throw new EOFException("ends within its elements");
            }
            for (int i = 0; i < count; i++) {
                int place = from + i;
                // In Fortran order the index of the row varies fastest.
                int target = header.fortranOrder() ? place % rows * columns + place / rows : place;
                values[target] = reader.element(i);
            }
        }
        return new FloatMatrix(values, rows, columns);
    }

    private float element(int i) {
        int at = i * type.bytes();
        if (type.isFloat()) {
            return switch (type.bytes()) {
                case Short.BYTES -> StoredArray.float16(block.getShort(at));
                case Float.BYTES -> block.getFloat(at);
                default -> (float) block.getDouble(at);
            };
        }
        boolean unsigned = type.kind() != 'i';
        return switch (type.bytes()) {
            case Byte.BYTES -> unsigned ? block.get(at) & 0xFF : block.get(at);
            case Short.BYTES -> unsigned ? block.getShort(at) & 0xFFFF : block.getShort(at);
            case Integer.BYTES -> unsigned ? Integer.toUnsignedLong(block.getInt(at)) : block.getInt(at);
            default -> unsigned ? (float) StoredArray.unsigned(block.getLong(at)) : block.getLong(at);
        };
    }
}
