package org.metricloss.formats;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The .npz files that this program writes and reads back: a zip of arrays in NPY format 1.0
 * (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html), as {@code numpy.savez_compressed} writes and
 * {@code numpy.load} reads. Equal arrays give equal bytes. {@link NpzFile} reads what other programs write.
 */
public final class Npz {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    private static final int MOST_ARRAYS = 1024;
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    /**
     * Writes arrays whole or not at all, and replaces an existing file.
     *
     * @param file the file; its folder must exist
     * @param arrays the arrays by name, 1 to 1,024; names of {@code A-Z a-z 0-9 _ -}
     * @throws IllegalArgumentException if a name is refused or there are too many arrays
     * @throws FileException if the file cannot be written
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
     * @throws FileException if the file cannot be read, is malformed, or holds something other than arrays of float32, float64,
     *     int32 and int64
     */
    public static Map<String, NpyArray> read(Path file) {
        try (NpzFile zip = NpzFile.open(file)) {
            List<String> names = zip.names();
            if (!zip.others().isEmpty()) {
                throw new FileException(
                        file + " is malformed: entry " + zip.others().get(0) + " is not an array");
            }
            if (names.isEmpty() || names.size() > MOST_ARRAYS) {
                throw new FileException(
                        file + " is malformed: it must hold 1 to " + MOST_ARRAYS + " arrays, found " + names.size());
            }
            Map<String, NpyArray> arrays = new LinkedHashMap<>();
            names.forEach(name ->
                    zip.array(name).ifPresent(array -> arrays.put(name, array.toArray(file + ": array " + name))));
            return Collections.unmodifiableMap(arrays);
        }
    }

    private static void writeZip(OutputStream out, Map<String, NpyArray> arrays) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, NpyArray> named : arrays.entrySet()) {
            zip.putNextEntry(entry(named.getKey()));
            NpyArray array = named.getValue();
            writeHeader(zip, array.type().descriptor(), array.shape());
            zip.write(array.data());
            zip.closeEntry();
        }
        zip.finish();
    }

    /** {@return an entry whose bytes do not depend on the time} */
    static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name + NpzFile.SUFFIX);
        entry.setTimeLocal(EPOCH);
        return entry;
    }

    /** Writes the header of an array whose elements follow in C order. */
    static void writeHeader(OutputStream stream, String descriptor, int... shape) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        String axes = IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String header = "{'descr': '" + descriptor + "', 'fortran_order': False, 'shape': ("
                + (shape.length == 1 ? axes + "," : axes) + "), }";
        int unpadded = MAGIC.length + Short.BYTES + header.length() + 1;
        int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
        out.write(MAGIC);
        out.writeShort(Short.reverseBytes((short) (header.length() + padding + 1)));
        out.writeBytes(header + " ".repeat(padding) + "\n");
        out.flush();
    }

    static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9_-]{1,100}")) {
            throw new IllegalArgumentException(
                    "array name must be 1 to 100 of the characters A-Z a-z 0-9 _ -, got '" + name + "'");
        }
    }
}
