package org.metricloss.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The image files in a folder with a sub-folder for each class. The files are listed but not yet read.
 *
 * <p>Names are compared in Unicode's normal form C, so that a class is the same on every file system. Hidden files,
 * files that file managers create, files beside the class folders, and class folders without an image are skipped.
 *
 * @param parent the folder
 * @param images the image files by the name of their class; classes and files are in ascending order of names
 * @param passedOver the names of the skipped files and folders, by kind
 */
record ClassFolders(Path parent, Map<String, List<ImageFile>> images, Map<String, List<String>> passedOver) {
    private static final Set<String> LEFT_BEHIND = Set.of("thumbs.db", "desktop.ini");
    private static final String HIDDEN = "hidden files and those of file managers";
    private static final String BESIDE = "files beside the class folders";
    private static final String EMPTY = "class folders without an image";
    private static final int MOST_NAMED = 5;

    /** @throws DatasetException if the folder cannot be read, or holds something that is neither a class nor skipped */
    static ClassFolders of(Path parent) {
        ClassFolders found = new ClassFolders(parent, new TreeMap<>(), new TreeMap<>());
        for (Path child : sorted(parent)) {
            if (isLeftBehind(child)) {
                found.passOver(HIDDEN, child);
            } else if (Files.isDirectory(child)) {
                found.addClass(child);
            } else {
                requireThere(child, "a folder");
                found.passOver(BESIDE, child);
            }
        }
        if (found.images.isEmpty()) {
            throw new DatasetException(
                    DatasetException.shown(parent) + ": must hold a sub-folder of images for each class, found none");
        }
        return found;
    }

    private void addClass(Path classFolder) {
        String name = normalName(classFolder);
        if (name.isBlank()) {
            throw new DatasetException(classFolder + ": the name of a class must not be blank");
        }
        List<ImageFile> files = new ArrayList<>();
        for (Path file : sorted(classFolder)) {
            if (isLeftBehind(file)) {
                passOver(HIDDEN, file);
            } else {
                files.add(ImageFile.of(file));
            }
        }
        if (files.isEmpty()) {
            passOver(EMPTY, classFolder);
        } else if (images.put(name, files) != null) {
            throw new DatasetException(
                    classFolder + ": another folder has the same name in another Unicode normal form");
        }
    }

    private static void requireThere(Path path, String what) {
        if (!Files.exists(path)) {
            throw new DatasetException(path + ": is a link to " + what + " that is not there");
        }
    }

    static boolean isLeftBehind(Path path) {
        String name = fileName(path);
        return name.startsWith(".") || LEFT_BEHIND.contains(name.toLowerCase(Locale.ROOT));
    }

    private void passOver(String kind, Path path) {
        passedOver.computeIfAbsent(kind, unseen -> new ArrayList<>()).add(fileName(path));
    }

    /** {@return a description of what was skipped, one line for each kind} */
    List<String> passedOverLines() {
        return passedOver.entrySet().stream()
                .map(kind -> String.format(
                        Locale.ROOT,
                        "%s: passed over %,d %s: %s%s",
                        parent,
                        kind.getValue().size(),
                        kind.getKey(),
                        kind.getValue().stream().distinct().limit(MOST_NAMED).collect(Collectors.joining(", ")),
                        kind.getValue().stream().distinct().count() > MOST_NAMED ? ", ..." : ""))
                .toList();
    }

    /** {@return the name of a file or folder in Unicode's normal form C} */
    static String normalName(Path path) {
        return Normalizer.normalize(fileName(path), Normalizer.Form.NFC);
    }

    static List<Path> sorted(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw DatasetException.noSuchFolder(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparing(ClassFolders::normalName).thenComparing(ClassFolders::fileName))
                    .toList();
        } catch (IOException e) {
            throw new DatasetException(DatasetException.shown(folder) + ": cannot be read (" + e + ")", e);
        }
    }

    private static String fileName(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }
}
