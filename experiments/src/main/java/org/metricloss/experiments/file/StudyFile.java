package org.metricloss.experiments.file;

import java.nio.file.Path;
import org.metricloss.results.record.Study;

/** Tells what a file describes, before it is read as that. */
public final class StudyFile {
    private StudyFile() {}

    /**
     * {@return the study that its key {@code study} names; training if the key is missing}
     *
     * @param file an experiment file
     * @throws ExperimentFileException if the file cannot be read, or names no study that there is
     */
    public static Study of(Path file) {
        YamlNode root = YamlReader.read(Source.file(file.toString()), SourceText.read(file));
        if (root instanceof YamlNode.Mapping mapping && mapping.entries().containsKey(StudySettings.KEY)) {
            return new Value(
                            StudySettings.KEY,
                            mapping.entries().get(StudySettings.KEY).value())
                    .choice(Study.class);
        }
        return Study.TRAINING;
    }
}
