package org.metricloss.formats;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.metricloss.formats.HaltPoint.Moment;

/**
 * Writes files whole or not at all: the content is written to a temporary file in the same folder and forced to the
 * disk, then the file is renamed and the folder is forced to the disk. After a crash at any moment a file has its old
 * content, its new content or does not exist; it is never partly written. Temporary files start with a dot and end in
 * {@code .tmp}.
 */
public final class AtomicFiles {
    private static final String PREFIX = ".writing-";
    private static final String SUFFIX = ".tmp";

    private AtomicFiles() {}

    /** {@return whether a file is a temporary one; if no process is writing, it is left over from a crash} */
    public static boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        /**
         * @param out the buffered stream to write to; the caller closes it
         * @throws IOException if it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file and replaces an existing one.
     *
     * @param file the file; its folder must exist
     * @param content the new content
     * @throws IOException if it cannot be written; the old file is then unchanged
     */
    public static void replace(Path file, Content content) throws IOException {
        Path temporary = writeTemporary(file, content);
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        HaltPoint.at(Moment.NAMED, file);
        forceFolder(file);
    }

    /**
     * Writes a file that must not exist yet. If several threads or processes try, one succeeds.
     *
     * @param file the file; its folder must exist
     * @param content the new content
     * @throws FileAlreadyExistsException if the file already exists; it is not changed
     * @throws IOException if it cannot be written
     */
    public static void create(Path file, Content content) throws IOException {
        Path temporary = writeTemporary(file, content);
        try {
            linkOrMove(temporary, file);
            HaltPoint.at(Moment.NAMED, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceFolder(file);
    }

    /**
     * Gives the temporary file its final name. A rename would silently replace an existing file, but a hard link fails
     * if the name exists.
     */
    private static void linkOrMove(Path temporary, Path file) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            // The file system has no hard links: two simultaneous writers cannot be detected.
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path writeTemporary(Path file, Content content) throws IOException {
        // Files.createTempFile is not used, because only the owner may read its files.
        Path temporary = file.resolveSibling(PREFIX + UUID.randomUUID() + SUFFIX);
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(out);
            out.flush();
            HaltPoint.halfWritten(channel, file);
            HaltPoint.at(Moment.WRITTEN, file);
            channel.force(true);
            HaltPoint.at(Moment.FORCED, file);
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        return temporary;
    }

    /**
     * Creates a folder. When this method returns, the folder's name is on the disk.
     *
     * @param folder the folder; its parent must exist
     * @throws FileAlreadyExistsException if the name is taken
     * @throws IOException if it cannot be created
     */
    public static void createFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
        forceFolder(folder);
    }

    /** Forces the folder that holds a file, and with it the file's name. */
    private static void forceFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        // Windows cannot open a folder as a file, and does not need this step.
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
