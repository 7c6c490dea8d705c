package org.metricloss.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.metricloss.base.Causes;

/**
 * Reads a zip of drawings {@code SET/ALPHABET/CHARACTER/DRAWING.png} without unpacking it to disk.
 *
 * <p>Names that are absolute, contain a backslash or lead out of the folder are refused. So is a zip that unpacks to
 * more than {@value #MOST_BYTES} bytes, has an image of more than {@value #MOST_IMAGE_BYTES} bytes or more than {@value
 * #MOST_ENTRIES} entries, whatever its headers claim.
 */
final class OmniglotZip implements AutoCloseable {
    static final int MOST_IMAGE_BYTES = 1 << 20;
    static final long MOST_BYTES = 256L << 20;
    static final int MOST_ENTRIES = 200_000;

    private final Path file;
    private final ZipFile zip;
    private final AtomicLong bytes = new AtomicLong();

    private OmniglotZip(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /**
     * {@return the open zip; the caller closes it}
     *
     * @param file the zip
     * @throws DatasetException if it is not a zip file
     */
    static OmniglotZip open(Path file) {
        try {
            return new OmniglotZip(file, new ZipFile(file.toFile()));
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
    }

    /**
     * One drawing.
     *
     * @param zip the zip that holds it
     * @param alphabet the drawing's alphabet
     * @param character the drawing's character within the alphabet
     * @param name the drawing's name, without file type
     * @param entry the name of the PNG file in the zip
     */
    record Drawing(OmniglotZip zip, String alphabet, String character, String name, String entry) {
        /** {@return its name in messages} */
        String shown() {
            return zip.file + "!" + entry;
        }

        /**
         * {@return the PNG file}
         *
         * @throws DatasetException if it cannot be read, or is too large, or the zip unpacks to too much
         */
        byte[] content() {
            try {
                byte[] content = zip.content(entry, shown());
                if (zip.bytes.addAndGet(content.length) > MOST_BYTES) {
                    throw new DatasetException(zip.file + ": must unpack to at most " + MOST_BYTES + " bytes");
                }
                return content;
            } catch (IOException e) {
                throw cannotRead(zip.file, e);
            }
        }
    }

    private static DatasetException cannotRead(Path file, IOException e) {
        return e instanceof ZipException
                ? new DatasetException(file + ": is not a readable zip file (" + Causes.inWords(e) + ")", e)
                : new DatasetException(file + ": cannot be read (" + Causes.inWords(e) + ")", e);
    }

    /**
     * {@return all drawings in the order of their names}
     *
     * @throws DatasetException if the zip holds something else
     */
    List<Drawing> drawings() {
        return images(zip).stream()
                .map(entry -> {
                    String[] parts = entry.getName().split("/");
                    String drawing = parts[3].substring(0, parts[3].length() - ".png".length());
                    return new Drawing(this, parts[1], parts[2], drawing, entry.getName());
                })
                .toList();
    }

    private List<ZipEntry> images(ZipFile zip) {
        if (zip.size() > MOST_ENTRIES) {
            throw new DatasetException(file + ": must have at most " + MOST_ENTRIES + " entries, found " + zip.size());
        }
        List<ZipEntry> images = new ArrayList<>();
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            requireInside(entry.getName());
            // These are folders that macOS adds, and its hidden files.
            boolean foreign =
                    entry.getName().startsWith("__MACOSX/") || entry.getName().contains("/.");
            if (entry.isDirectory() || foreign) {
                continue;
            }
            if (!entry.getName().toLowerCase(Locale.ROOT).matches("[^/]+/[^/]+/[^/]+/[^/]+\\.png")) {
                throw new DatasetException(
                        file + "!" + entry.getName() + ": must be SET/ALPHABET/CHARACTER/DRAWING.png");
            }
            images.add(entry);
        }
        images.sort(Comparator.comparing(ZipEntry::getName));
        return images;
    }

    private void requireInside(String name) {
        boolean climbs = List.of(name.split("/", -1)).contains("..");
        if (climbs || name.startsWith("/") || name.contains("\\") || name.matches("[A-Za-z]:.*")) {
            throw new DatasetException(file + "!" + name + ": refused because it points outside its folder");
        }
    }

    private byte[] content(String entry, String name) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(entry))) {
            byte[] content = in.readNBytes(MOST_IMAGE_BYTES + 1);
            if (content.length > MOST_IMAGE_BYTES) {
                throw new DatasetException(name + ": must unpack to at most " + MOST_IMAGE_BYTES + " bytes");
            }
            return content;
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
    }
}
