package org.metricloss.experiments.work;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metricloss.base.Causes;
import org.metricloss.formats.Sha256;

/**
 * The class path of this program. It is taken from the class loader if the class loader knows it. This matters under
 * Maven, where the property java.class.path holds Maven's own class path.
 *
 * @param entries folders of classes and jars, in order
 */
public record ClassPath(List<Path> entries) {
    /** Larger jars hold native libraries of engines: they are hashed by name and size, and are not copied. */
    private static final long LARGEST_COPIED = 16L << 20;

    /** The folder of libraries that only distribute items to other machines. No item runs their code. */
    private static final Path CLUSTER_LIBRARIES = Path.of("spark", "jars");

    /** Copies the list. */
    public ClassPath {
        entries = List.copyOf(entries);
    }

    /** {@return the class path of this program, without entries that do not exist} */
    public static ClassPath ofThisProgram() {
        List<Path> entries = new ArrayList<>();
        if (ClassPath.class.getClassLoader() instanceof URLClassLoader loader) {
            for (URL url : loader.getURLs()) {
                try {
                    entries.add(Path.of(url.toURI()));
                } catch (URISyntaxException odd) {
                    throw new IllegalStateException("an entry of the class path is not a URI: " + url, odd);
                }
            }
        } else {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                entries.add(Path.of(entry).toAbsolutePath());
            }
        }
        return new ClassPath(entries.stream()
                .filter(Files::exists)
                .filter(entry -> !isOfCluster(entry))
                .toList());
    }

    private static boolean isOfCluster(Path entry) {
        Path folder = entry.toAbsolutePath().getParent();
        return !Files.isDirectory(entry) && folder != null && folder.endsWith(CLUSTER_LIBRARIES);
    }

    /**
     * Hashes everything on the class path, independently of its location and order: folders file by file, and jars by
     * content or, if they are large, by name and size. The order of {@code lib/*} differs from machine to machine.
     *
     * @return 64 lower-case hex digits
     */
    public String sha256() {
        List<String> contents = new ArrayList<>();
        try {
            for (Path entry : entries) {
                StringBuilder content = new StringBuilder();
                describe(entry, content);
                contents.add(content.toString());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the class path cannot be read: " + Causes.inWords(failed), failed);
        }
        return Sha256.of(contents.stream().sorted().collect(Collectors.joining()));
    }

    private static void describe(Path entry, StringBuilder content) throws IOException {
        if (!Files.isDirectory(entry)) {
            boolean large = Files.size(entry) > LARGEST_COPIED;
            content.append(
                    large ? entry.getFileName() + " " + Files.size(entry) : Sha256.of(Files.readAllBytes(entry)));
            content.append('\n');
            return;
        }
        for (Path file : filesOf(entry)) {
            URI name = entry.toUri().relativize(file.toUri());
            content.append(name)
                    .append(' ')
                    .append(Sha256.of(Files.readAllBytes(file)))
                    .append('\n');
        }
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /**
     * Copies everything except large jars, so that later compilation does not affect the copy.
     *
     * @param folder the target, which must not exist
     * @return the class path of the copy
     * @throws IOException if something cannot be read or written
     */
    public ClassPath copyTo(Path folder) throws IOException {
        Files.createDirectory(folder);
        List<Path> copies = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Path entry = entries.get(i);
            if (Files.isDirectory(entry)) {
                Path copy = folder.resolve(Integer.toString(i));
                for (Path file : filesOf(entry)) {
                    Path target = copy.resolve(entry.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
                Files.createDirectories(copy);
                copies.add(copy);
            } else if (Files.size(entry) <= LARGEST_COPIED) {
                copies.add(Files.copy(entry, folder.resolve(i + "-" + entry.getFileName())));
            } else {
                copies.add(entry);
            }
        }
        return new ClassPath(copies);
    }
}
