package org.metricloss.formats;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.metricloss.base.Causes;

/** A .npy file, as {@code numpy.save} writes it: a single array without a name. */
public final class NpyFile {
    private NpyFile() {}

    /**
     * {@return the array as rows of 32-bit numbers}
     *
     * <p>Numbers are rounded to 32 bits. The file is read piece by piece, so that nothing but the result needs memory of
     * its size.
     *
     * @param file a plain file
     * @throws FileException if the array is not [n, d] of floats or integers, malformed, or too large for this JVM's
     *     memory
     */
    public static FloatMatrix matrix(Path file) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            long size = Files.size(file);
            NpyHeader header = NpyHeader.read(in, size);
            MatrixReader.requireMatrix(file + ": the array", header);
            MatrixReader.requireSize(file, "of the file", header, size);
            return MatrixReader.read(header, in);
        } catch (ZipException | EOFException wrong) {
            throw new FileException(file + " is malformed: the array " + wrong.getMessage(), wrong);
        } catch (IOException failed) {
            throw new FileException(file + " cannot be read: " + Causes.inWords(failed), failed);
        }
    }
}
