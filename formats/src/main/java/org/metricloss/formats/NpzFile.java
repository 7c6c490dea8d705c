package org.metricloss.formats;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.metricloss.base.Causes;

/**
 * A .npz file, as {@code numpy.savez} and {@code numpy.savez_compressed} write it, that is read array by array. The
 * requested arrays may hold bool, integers, floats of 16, 32 and 64 bits, and texts. Other arrays may be of any type,
 * because they are not read. Python objects are never unpickled.
 *
 * <p>Before memory is allocated, the size that a header states is compared with the size of the entry and with the
 * available memory.
 */
public final class NpzFile implements Closeable {
    static final String SUFFIX = ".npy";

    private static final int MOST_ENTRIES = 100_000;
    /** The memory of a text besides its characters. */
    private static final int TEXT_BYTES = 64;

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    private NpzFile(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /**
     * {@return the open file; the caller closes it}
     *
     * @param file a plain file
     * @throws FileException if it cannot be read or is not a zip file
     */
    public static NpzFile open(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileException(file + " is not a plain file");
        }
        try {
            NpzFile opened = new NpzFile(file, new ZipFile(file.toFile()));
            opened.list();
            return opened;
        } catch (ZipException | IllegalArgumentException notZip) {
            throw new FileException(file + " is not a complete zip file: " + Causes.inWords(notZip), notZip);
        } catch (IOException failed) {
            throw new FileException(file + " cannot be read: " + Causes.inWords(failed), failed);
        }
    }

    private void list() throws IOException {
        if (zip.size() > MOST_ENTRIES) {
            zip.close();
            throw new FileException(
                    file + " holds " + zip.size() + " entries, at most " + MOST_ENTRIES + " are allowed");
        }
        for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
            if (entries.put(entry.getName(), entry) != null) {
                zip.close();
                throw malformed("entry " + entry.getName() + " occurs twice", null);
            }
        }
    }

    /** {@return the names of the arrays, in the order of the file} */
    public List<String> names() {
        return entries.keySet().stream()
                .filter(name -> name.endsWith(SUFFIX))
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .toList();
    }

    /** {@return the names of the entries that are not arrays} */
    List<String> others() {
        return entries.keySet().stream().filter(name -> !name.endsWith(SUFFIX)).toList();
    }

    /**
     * {@return the array with a name; empty if there is none}
     *
     * @param name the array's name
     * @throws FileException if the array is of a type that is not read, malformed, or too large for this JVM's memory
     */
    public Optional<StoredArray> array(String name) {
        ZipEntry entry = entries.get(name + SUFFIX);
        return entry == null ? Optional.empty() : Optional.of(array(name, entry));
    }

    /**
     * {@return the array with a name as rows of 32-bit numbers; empty if there is none}
     *
     * <p>Numbers are rounded to 32 bits. The array is read piece by piece, so that nothing but the result needs memory of
     * its size.
     *
     * @param name the array's name
     * @throws FileException if the array is not [n, d] of floats or integers, malformed, or too large for this JVM's
     *     memory
     */
    public Optional<FloatMatrix> matrix(String name) {
        ZipEntry entry = entries.get(name + SUFFIX);
        return entry == null ? Optional.empty() : Optional.of(matrix(name, entry));
    }

    private FloatMatrix matrix(String name, ZipEntry entry) {
        return read(name, entry, (header, in) -> {
            MatrixReader.requireMatrix(file + ": " + name, header);
            MatrixReader.requireSize(file, name, header, entry.getSize());
            return MatrixReader.read(header, in);
        });
    }

    private StoredArray array(String name, ZipEntry entry) {
        return read(name, entry, (header, in) -> {
            long bytes = entry.getSize() - header.headerBytes();
            long perElement = header.type().isText() ? TEXT_BYTES : 2 * Double.BYTES;
            long needed = bytes * 2 + header.elements() * perElement;
            ArraySize.require(file, name, header, entry.getSize(), needed, ArraySize.MOST_BYTES);
            byte[] data = in.readNBytes((int) bytes);
            if (data.length != bytes) {
                throw new EOFException("ends after " + data.length + " bytes of its elements");
            }
            return new StoredArray(header, data);
        });
    }

    /** Reads the elements that follow a header. */
    private interface Elements<R> {
        R read(NpyHeader header, DataInputStream in) throws IOException;
    }

    private <R> R read(String name, ZipEntry entry, Elements<R> elements) {
        CRC32 checksum = new CRC32();
        try (DataInputStream in = new DataInputStream(new CheckedInputStream(zip.getInputStream(entry), checksum))) {
            NpyHeader header = NpyHeader.read(in, entry.getSize());
            if (!header.type().isReadable()) {
                throw new FileException(
                        "%s: array %s holds %s; only bool, integers, float16, float32, float64 and texts are read"
                                .formatted(file, name, header.describe()));
            }
            R read = elements.read(header, in);
            if (in.read() != -1) {
                throw new EOFException("has more bytes than its elements");
            }
            if (entry.getCrc() != checksum.getValue()) {
                throw new ZipException("has a checksum that differs from the one in the file");
            }
            return read;
        } catch (ZipException | EOFException wrong) {
            throw malformed("array " + name + " " + wrong.getMessage(), wrong);
        } catch (IOException failed) {
            throw new FileException(file + " cannot be read: " + Causes.inWords(failed), failed);
        }
    }

    private FileException malformed(String problem, Exception cause) {
        return new FileException(file + " is malformed: " + problem, cause);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException failed) {
            throw new FileException(file + " cannot be read: " + Causes.inWords(failed), failed);
        }
    }
}
