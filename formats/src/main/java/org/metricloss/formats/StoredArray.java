package org.metricloss.formats;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.metricloss.base.Causes;

/**
 * An array that any program may have stored, of any type that {@link NpyType#isReadable()} admits, and any byte order
 * and order of axes. Its values are returned in C order.
 */
public final class StoredArray {
    private final NpyHeader header;
    private final ByteBuffer data;

    /** Takes ownership of the data, which must have the length that the header states. */
    StoredArray(NpyHeader header, byte[] data) {
        this.header = header;
        byte[] ordered = header.fortranOrder() ? inCOrder(header, data) : data;
        if (header.type().bigEndian()) {
            reverseBytes(ordered, header.type().numberBytes());
        }
        this.data = ByteBuffer.wrap(ordered).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * {@return what a .npy file holds, for messages: type and shape, such as {@code float32 [30, 4]}}
     *
     * @param npy a file with a single array
     * @throws FileException if it cannot be read or is not such a file
     */
    public static String describe(Path npy) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(npy))) {
            return NpyHeader.read(in, Files.size(npy)).describe();
        } catch (ZipException wrong) {
            throw new FileException(npy + " " + wrong.getMessage(), wrong);
        } catch (IOException failed) {
            throw new FileException(npy + " cannot be read: " + Causes.inWords(failed), failed);
        }
    }

    /** {@return the lengths of the axes; empty for a single value} */
    public int[] shape() {
        return header.shape().stream().mapToInt(Math::toIntExact).toArray();
    }

    /** {@return type and shape for messages, such as {@code float32 [30, 4]}} */
    public String describe() {
        return header.describe();
    }

    /** {@return whether the elements are float16, float32 or float64} */
    public boolean isFloat() {
        return header.type().isFloat();
    }

    /** {@return whether the elements are integers or bool} */
    public boolean isInteger() {
        return header.type().isInteger();
    }

    /** {@return whether the elements are texts} */
    public boolean isText() {
        return header.type().isText();
    }

    /**
     * {@return the floating-point values, in C order}
     *
     * @throws IllegalStateException if the elements are not floats
     */
    public double[] doubles() {
        require(isFloat());
        double[] values = new double[elements()];
        switch (header.type().bytes()) {
            case Short.BYTES -> Arrays.setAll(values, i -> float16(data.getShort(i * Short.BYTES)));
            case Float.BYTES -> Arrays.setAll(values, i -> data.getFloat(i * Float.BYTES));
            default -> data.asDoubleBuffer().get(values);
        }
        return values;
    }

    /**
     * {@return the numbers, in C order; bool gives 0 and 1}
     *
     * @throws IllegalStateException if the elements are texts
     */
    public double[] numbers() {
        if (isFloat()) {
            return doubles();
        }
        boolean unsigned = header.type().kind() == 'u';
        return Arrays.stream(longs())
                .mapToDouble(each -> unsigned ? unsigned(each) : each)
                .toArray();
    }

    /** {@return the nearest double to an unsigned number of 64 bits} */
    static double unsigned(long bits) {
        // The last bit is kept, so that halving does not change the direction of rounding.
        return bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
    }

    /**
     * {@return the whole numbers, in C order; bool gives 0 and 1, and uint64 its low 64 bits as a signed number}
     *
     * @throws IllegalStateException if the elements are not integers or bool
     */
    public long[] longs() {
        require(isInteger());
        boolean unsigned = header.type().kind() != 'i';
        long[] values = new long[elements()];
        switch (header.type().bytes()) {
            case Byte.BYTES -> Arrays.setAll(values, i -> unsigned ? data.get(i) & 0xFF : data.get(i));
            case Short.BYTES ->
                Arrays.setAll(
                        values,
                        i -> unsigned ? data.getShort(i * Short.BYTES) & 0xFFFF : data.getShort(i * Short.BYTES));
            case Integer.BYTES ->
                Arrays.setAll(
                        values,
                        i -> unsigned
                                ? Integer.toUnsignedLong(data.getInt(i * Integer.BYTES))
                                : data.getInt(i * Integer.BYTES));
            default -> data.asLongBuffer().get(values);
        }
        return values;
    }

    /**
     * {@return the elements as text, in C order: texts as they are, numbers in decimal digits}
     *
     * @throws IllegalStateException if the elements are neither texts nor integers
     */
    public String[] texts() {
        String[] texts = new String[elements()];
        if (isText()) {
            Arrays.setAll(texts, header.type().kind() == 'U' ? this::unicode : this::bytesAsText);
            return texts;
        }
        boolean unsigned = header.type().kind() == 'u';
        long[] numbers = longs();
        Arrays.setAll(texts, i -> unsigned ? Long.toUnsignedString(numbers[i]) : Long.toString(numbers[i]));
        return texts;
    }

    /**
     * {@return the array in the form of this program's own files}
     *
     * @param name the file and the array, for messages
     * @throws FileException if the elements are not float32, float64, int32 or int64
     */
    NpyArray toArray(String name) {
        NpyType type = header.type();
        for (NpyArray.Type own : NpyArray.Type.values()) {
            if (own.descriptor().equals("<" + type.kind() + type.bytes())) {
                return new NpyArray(own, shape(), data.array());
            }
        }
        throw new FileException(name + " holds " + type + "; expected float32, float64, int32 or int64");
    }

    private int elements() {
        return Math.toIntExact(header.elements());
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("the array holds elements of another type");
        }
    }

    /** Reads a text without the NUL characters with which NumPy pads it. */
    private String unicode(int i) {
        int from = i * header.type().bytes();
        StringBuilder text = new StringBuilder();
        for (int at = from; at < from + header.type().bytes(); at += Integer.BYTES) {
            int character = data.getInt(at);
            text.appendCodePoint(Character.isValidCodePoint(character) ? character : '\uFFFD');
        }
        return withoutPadding(text.toString());
    }

    private String bytesAsText(int i) {
        byte[] bytes = new byte[header.type().bytes()];
        data.get(i * bytes.length, bytes);
        return withoutPadding(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static String withoutPadding(String padded) {
        int end = padded.length();
        while (end > 0 && padded.charAt(end - 1) == 0) {
            end--;
        }
        return padded.substring(0, end);
    }

    /** Converts an IEEE 754 binary16 number: 1 bit of sign, 5 of exponent, 10 of fraction. */
    static float float16(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        float magnitude;
        if (exponent == 0x1F) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((float) fraction, -24);
        } else {
            magnitude = Math.scalb((float) (fraction + 0x400), exponent - 25);
        }
        return bits < 0 ? -magnitude : magnitude;
    }

    private static byte[] inCOrder(NpyHeader header, byte[] fortran) {
        int[] shape = header.shape().stream().mapToInt(Math::toIntExact).toArray();
        int size = header.type().bytes();
        byte[] ordered = new byte[fortran.length];
        int[] index = new int[shape.length];
        for (int from = 0; from < fortran.length; from += size) {
            int to = 0;
            for (int axis = 0; axis < shape.length; axis++) {
                to = to * shape[axis] + index[axis];
            }
            System.arraycopy(fortran, from, ordered, to * size, size);
            for (int axis = 0; axis < shape.length && ++index[axis] == shape[axis]; axis++) {
                index[axis] = 0;
            }
        }
        return ordered;
    }

    private static void reverseBytes(byte[] data, int size) {
        for (int from = 0; from < data.length; from += size) {
            for (int i = from, j = from + size - 1; i < j; i++, j--) {
                byte first = data[i];
                data[i] = data[j];
                data[j] = first;
            }
        }
    }
}
