package org.metricloss.experiments.file;

import java.nio.file.Path;
import java.util.Collection;

/** Determines which study a file describes, before the reader of that study reads it. */
public final class StudyFile {
    /** The study of a file without the key {@code study}. */
    private static final String DEFAULT = "training";

    private StudyFile() {}

    /**
     * {@return the id of the study that the file describes}
     *
     * @param file an experiment file
     * @param studies the ids of the available studies
     * @throws ExperimentFileException if the file cannot be read, or names no such study
     */
    public static String of(Path file, Collection<String> studies) {
        YamlNode root = YamlReader.read(Source.file(file.toString()), SourceText.read(file));
        if (root instanceof YamlNode.Mapping mapping && mapping.entries().containsKey(StudySettings.KEY)) {
            return new Value(
                            StudySettings.KEY,
                            mapping.entries().get(StudySettings.KEY).value())
                    .oneOf(StudySettings.KEY, studies);
        }
        return DEFAULT;
    }
}
