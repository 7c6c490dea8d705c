package org.metricloss.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
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
final class OmniglotZip {
    static final int MOST_IMAGE_BYTES = 1 << 20;
    static final long MOST_BYTES = 256L << 20;
    static final int MOST_ENTRIES = 200_000;

    private final Path file;

    OmniglotZip(Path file) {
        this.file = file;
    }

    /** Receives the drawings. */
    interface Drawings {
        /**
         * @param alphabet the drawing's alphabet
         * @param character the drawing's character within the alphabet
         * @param drawing the drawing's name, without file type
         * @param content the PNG file
         * @param name the drawing's name in messages
         */
        void see(String alphabet, String character, String drawing, byte[] content, String name);
    }

    /**
     * Passes on all drawings in the order of their names.
     *
     * @throws DatasetException if the file cannot be read or is refused
     */
    void read(Drawings drawings) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            long bytes = 0;
            for (ZipEntry entry : images(zip)) {
                String name = file + "!" + entry.getName();
                byte[] content = content(zip, entry, name);
                bytes += content.length;
                if (bytes > MOST_BYTES) {
                    throw new DatasetException(file + ": must unpack to at most " + MOST_BYTES + " bytes");
                }
                String[] parts = entry.getName().split("/");
                String drawing = parts[3].substring(0, parts[3].length() - ".png".length());
                drawings.see(parts[1], parts[2], drawing, content, name);
            }
        } catch (ZipException e) {
            throw new DatasetException(file + ": is not a readable zip file (" + Causes.inWords(e) + ")", e);
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read (" + Causes.inWords(e) + ")", e);
        }
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

    private static byte[] content(ZipFile zip, ZipEntry entry, String name) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes(MOST_IMAGE_BYTES + 1);
            if (content.length > MOST_IMAGE_BYTES) {
                throw new DatasetException(name + ": must unpack to at most " + MOST_IMAGE_BYTES + " bytes");
            }
            return content;
        }
    }
}
