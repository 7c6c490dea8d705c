package org.metricloss.formats;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * The header of an NPY file, versions 1.0, 2.0 and 3.0
 * (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
 *
 * @param type the type of the elements
 * @param fortranOrder whether the first axis varies fastest
 * @param shape the lengths of the axes, each at least 0; empty for a single value
 * @param headerBytes the number of bytes of magic, version and header together
 */
record NpyHeader(NpyType type, boolean fortranOrder, List<Long> shape, long headerBytes) {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** The largest number of axes of an array in NumPy 2; earlier versions have 32. */
    private static final int MOST_AXES = 64;

    private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

    /**
     * Reads the header; the elements follow in the stream.
     *
     * @param in the bytes of an NPY file
     * @param size the size of the whole file in bytes, which a header never exceeds
     * @throws ZipException if it is not such a header
     */
    static NpyHeader read(DataInputStream in, long size) throws IOException {
        require(Arrays.equals(in.readNBytes(MAGIC.length), MAGIC), "is not an array in NPY format");
        byte[] version = in.readNBytes(2);
        require(version.length == 2, "ends within its header");
        boolean known = version[0] >= 1 && version[0] <= 3 && version[1] == 0;
        require(
                known,
                "has NPY version " + (version[0] & 0xFF) + "." + (version.length > 1 ? version[1] & 0xFF : 0)
                        + "; supported: 1.0, 2.0, 3.0");
        int lengthBytes = version[0] == 1 ? Short.BYTES : Integer.BYTES;
        byte[] little = in.readNBytes(lengthBytes);
        require(little.length == lengthBytes, "ends within its header");
        long length = 0;
        for (int i = lengthBytes - 1; i >= 0; i--) {
            length = length << Byte.SIZE | little[i] & 0xFF;
        }
        long all = MAGIC.length + version.length + lengthBytes + length;
        require(all <= size && length <= Integer.MAX_VALUE - 8, "has a header that is longer than its file");
        byte[] header = in.readNBytes((int) length);
        require(header.length == length, "ends within its header");
        Charset charset = version[0] == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return of(new String(header, charset), all);
    }

    private static NpyHeader of(String header, long headerBytes) throws ZipException {
        Object literal;
        try {
            literal = PythonLiteral.parse(header);
        } catch (IllegalArgumentException wrong) {
            throw new ZipException("has a header that cannot be read: " + wrong.getMessage());
        }
        if (!(literal instanceof Map<?, ?> map && map.keySet().equals(KEYS))) {
            throw new ZipException("has a header whose keys are not exactly descr, fortran_order and shape");
        }
        if (!(map.get("fortran_order") instanceof Boolean fortranOrder)
                || !(map.get("shape") instanceof List<?> axes)
                || !axes.stream().allMatch(axis -> axis instanceof Long length && length >= 0)) {
            throw new ZipException("has a header whose shape or fortran_order is not valid");
        }
        require(axes.size() <= MOST_AXES, "has " + axes.size() + " axes, at most " + MOST_AXES + " are allowed");
        return new NpyHeader(
                NpyType.of(map.get("descr")),
                fortranOrder,
                axes.stream().map(Long.class::cast).toList(),
                headerBytes);
    }

    /**
     * {@return the number of elements, or -1 if the product of the axes, without those of length 0, exceeds 63 bits}
     */
    long elements() {
        long product = 1;
        for (long axis : shape) {
            long factor = Math.max(1, axis);
            if (factor > Long.MAX_VALUE / product) {
                return -1;
            }
            product *= factor;
        }
        return shape.contains(0L) ? 0 : product;
    }

    /** {@return type and shape for messages, such as {@code float32 [30, 4]}} */
    String describe() {
        return type + " " + shape;
    }

    private static void require(boolean condition, String problem) throws ZipException {
        if (!condition) {
            throw new ZipException(problem);
        }
    }
}
