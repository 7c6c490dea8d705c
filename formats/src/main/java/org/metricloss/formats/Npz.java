package org.metricloss.formats;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's .npz files: a zip of .npy arrays, NPY format 1.0
 * (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html), as {@code numpy.savez_compressed} writes and
 * {@code numpy.load} reads. Equal arrays give equal bytes.
 *
 * <p>Reading takes at most 1,024 arrays of as many bytes as a Java array may have, and never more memory than the file really
 * holds, whatever its headers claim: all that is written can be read. Python objects, big-endian numbers and Fortran order are refused.
 */
public final class Npz {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    private static final int MOST_ARRAYS = 1024;
    private static final long MOST_ARRAY_BYTES = Integer.MAX_VALUE - 8;
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String SUFFIX = ".npy";
    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': ?'([^']{1,20})', ?'fortran_order': ?(True|False),"
                    + " ?'shape': ?\\(((?:\\d{1,10}(?:, ?\\d{1,10}){0,15},?)?)\\),? ?} *\n");

    private Npz() {}

    /**
     * Writes arrays, in place of a file that may be there; whole or not at all.
     *
     * @param file the file; its folder must exist
     * @param arrays the arrays by name, 1 to 1,024; names of {@code A-Z a-z 0-9 _ -}
     * @throws IllegalArgumentException where a name is refused or there are too many arrays
     * @throws FileException where the file cannot be written
     */
    public static void write(Path file, Map<String, NpyArray> arrays) {
        if (arrays.isEmpty() || arrays.size() > MOST_ARRAYS) {
            throw new IllegalArgumentException(
                    "number of arrays must be 1 to " + MOST_ARRAYS + ", got " + arrays.size());
        }
        arrays.keySet().forEach(Npz::requireName);
        try {
            AtomicFiles.replace(file, out -> writeZip(out, arrays));
        } catch (IOException e) {
            throw FileException.cannotWrite(file, e);
        }
    }

    /**
     * Reads all arrays of a file.
     *
     * @param file the file
     * @return the arrays by name, in the order of the file
     * @throws FileException where the file cannot be read, is malformed, or holds what is not supported
     */
    public static Map<String, NpyArray> read(Path file) {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            Map<String, NpyArray> arrays = new LinkedHashMap<>();
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                NpyArray array = readArray(zip, entry.getName());
                require(arrays.size() < MOST_ARRAYS, "more than " + MOST_ARRAYS + " arrays");
                String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
                require(arrays.put(name, array) == null, "array " + name + " occurs twice");
            }
            require(!arrays.isEmpty(), "not a zip file or one without arrays");
            return Collections.unmodifiableMap(arrays);
        } catch (ZipException | EOFException e) {
            throw new FileException(file + " is malformed: " + e.getMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            // ZipInputStream throws IllegalArgumentException for names that are not UTF-8.
            throw new FileException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void writeZip(OutputStream out, Map<String, NpyArray> arrays) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, NpyArray> named : arrays.entrySet()) {
            ZipEntry entry = new ZipEntry(named.getKey() + SUFFIX);
            entry.setTimeLocal(EPOCH);
            zip.putNextEntry(entry);
            NpyArray array = named.getValue();
            writeHeader(new DataOutputStream(zip), array);
            zip.write(array.data());
            zip.closeEntry();
        }
        zip.finish();
    }

    private static void writeHeader(DataOutputStream out, NpyArray array) throws IOException {
        int[] shape = array.shape();
        String axes = IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String header = "{'descr': '" + array.type().descriptor() + "', 'fortran_order': False, 'shape': ("
                + (shape.length == 1 ? axes + "," : axes) + "), }";
        int unpadded = MAGIC.length + Short.BYTES + header.length() + 1;
        int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
        out.write(MAGIC);
        out.writeShort(Short.reverseBytes((short) (header.length() + padding + 1)));
        out.writeBytes(header + " ".repeat(padding) + "\n");
        out.flush();
    }

    private static NpyArray readArray(InputStream zip, String name) throws IOException {
        require(name.endsWith(SUFFIX), "entry " + name + " is not an array");
        DataInputStream in = new DataInputStream(zip);
        require(Arrays.equals(in.readNBytes(MAGIC.length), MAGIC), name + " is not of NPY format 1.0");
        byte[] length = in.readNBytes(Short.BYTES);
        require(length.length == Short.BYTES, name + " ends within its header");
        int headerLength = Byte.toUnsignedInt(length[0]) | Byte.toUnsignedInt(length[1]) << 8;
        Matcher header = HEADER.matcher(new String(in.readNBytes(headerLength), StandardCharsets.ISO_8859_1));
        require(header.matches(), name + " has a header that is not supported");
        require(header.group(2).equals("False"), name + " is in Fortran order");
        NpyArray.Type type = type(name, header.group(1));
        int[] shape = shape(name, header.group(3), type);
        long bytes = type.bytes();
        for (int axis : shape) {
            bytes *= axis;
        }
        // Grows with what is really there, so a false header does not cost memory.
        byte[] data = in.readNBytes((int) bytes);
        require(data.length == bytes, name + " ends after " + data.length + " of " + bytes + " bytes");
        require(in.read() == -1, name + " has bytes after its array");
        return new NpyArray(type, shape, data);
    }

    private static NpyArray.Type type(String name, String descriptor) throws ZipException {
        return Stream.of(NpyArray.Type.values())
                .filter(type -> type.descriptor().equals(descriptor))
                .findFirst()
                .orElseThrow(
                        () -> new ZipException(name + " holds '" + descriptor + "'; supported: <f4, <f8, <i4, <i8"));
    }

    private static int[] shape(String name, String axes, NpyArray.Type type) throws ZipException {
        long[] lengths = Stream.of(axes.split(", ?"))
                .filter(axis -> !axis.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        double bytes = type.bytes();
        for (long length : lengths) {
            // An axis of length 0 makes the others harmless, so each is bounded on its own, too.
            require(length <= MOST_ARRAY_BYTES, name + " has an axis of length " + length);
            bytes *= length;
        }
        require(bytes <= MOST_ARRAY_BYTES, name + " has more than " + MOST_ARRAY_BYTES + " bytes");
        return LongStream.of(lengths).mapToInt(Math::toIntExact).toArray();
    }

    private static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9_-]{1,100}")) {
            throw new IllegalArgumentException(
                    "array name must be 1 to 100 of the characters A-Z a-z 0-9 _ -, got '" + name + "'");
        }
    }

    private static void require(boolean condition, String message) throws ZipException {
        if (!condition) {
            throw new ZipException(message);
        }
    }
}
