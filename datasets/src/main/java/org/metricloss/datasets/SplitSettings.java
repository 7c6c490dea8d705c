package org.metricloss.datasets;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the train and the test part are separated.
 *
 * @param kind how the parts are separated; if empty, as the data comes, or by classes if it comes without parts
 * @param share the share of classes, or of each class's samples, that is tested on, above 0 and below 1; empty if it is not given,
 *     see {@link #test}
 * @param testClasses the classes that are tested on; if empty, the share decides
 * @param pairs a list of pairs of test images in the form of LFW's {@code pairs.txt}, if there is one
 */
public record SplitSettings(
        Optional<Kind> kind, Optional<Double> share, List<String> testClasses, Optional<Path> pairs) {
    /** The default: the data's own parts; a quarter of the classes if it comes without parts. */
    public static final SplitSettings DEFAULT =
            new SplitSettings(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    private static final double DEFAULT_SHARE = 0.25;

    /** What tells the train and the test part apart. */
    public enum Kind {
        /** The parts have different classes: those tested on are never trained on. */
        CLASS,
        /** The parts have different samples of each class. */
        IMAGE,
        /** The parts are the sub-folders {@code train} and {@code test}, each with a sub-folder per class. */
        FOLDERS
    }

    /** @throws IllegalArgumentException if the share is out of its range, or classes are listed for another split */
    public SplitSettings {
        if (share.isPresent() && !(share.get() > 0 && share.get() < 1)) {
            throw new IllegalArgumentException("test must be > 0 and < 1, got " + share.get());
        }
        testClasses = List.copyOf(testClasses);
        if (!testClasses.isEmpty() && kind.isPresent() && kind.get() != Kind.CLASS) {
            throw new IllegalArgumentException("testClasses goes with split: class");
        }
    }

    /**
     * Creates settings with a given share.
     *
     * @param kind how the parts are separated; if empty, as the data comes, or by classes if it comes without parts
     * @param test the share that is tested on; above 0 and below 1
     * @param testClasses the classes that are tested on; if empty, the share decides
     * @param pairs a list of pairs of test images, if there is one
     */
    public SplitSettings(Optional<Kind> kind, double test, List<String> testClasses, Optional<Path> pairs) {
        this(kind, Optional.of(test), testClasses, pairs);
    }

    /**
     * {@return the settings}
     *
     * @param kind how the parts are separated
     * @param test the share that is tested on; above 0 and below 1
     */
    public static SplitSettings of(Kind kind, double test) {
        return new SplitSettings(Optional.of(kind), test, List.of(), Optional.empty());
    }

    /** {@return the share of classes, or of each class's samples, that is tested on: by default a quarter} */
    public double test() {
        return share.orElse(DEFAULT_SHARE);
    }

    /**
     * Refuses a share that would not be used, whatever its value.
     *
     * @param type the type of the data set
     * @param parts where its parts come from, in words that follow "since"
     * @throws DatasetException if a share is given and whole classes are not the test part
     */
    void requireNoShare(String type, String parts) {
        if (share.isPresent() && !isByClass()) {
            throw new DatasetException("dataset '%s': test goes with split: class, since %s".formatted(type, parts));
        }
    }

    /** {@return whether whole classes are the test part, also of data that comes with parts of its own} */
    boolean isByClass() {
        return kind.equals(Optional.of(Kind.CLASS)) || !testClasses.isEmpty();
    }

    /**
     * {@return the classes that are tested on; the same for every seed}
     *
     * @param names the names of all classes
     * @param what the term for the names in messages
     * @throws DatasetException if a listed class does not exist or none is left to train on, or if there are fewer than
     *     two names
     */
    Set<String> testedOf(Collection<String> names, String what) {
        if (testClasses.isEmpty()) {
            return ClassSplit.tested(names, test(), what);
        }
        List<String> unknown =
                testClasses.stream().filter(name -> !names.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new DatasetException(
                    "testClasses must be among the %s, found no %s".formatted(what, String.join(", ", unknown)));
        }
        if (names.size() - testClasses.size() < 1) {
            throw new DatasetException("testClasses must leave a class to train on, got all " + names.size());
        }
        return new TreeSet<>(testClasses);
    }
}
