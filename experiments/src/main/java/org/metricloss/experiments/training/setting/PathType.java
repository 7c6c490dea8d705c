package org.metricloss.experiments.training.setting;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;

/** Paths of files and folders. */
final class PathType {
    private PathType() {}

    /**
     * {@return the type of paths}
     *
     * @param kind the noun for messages: file or folder
     */
    static Type<Path> of(String kind) {
        return Type.of(
                "a " + kind,
                List.of("one", "two"),
                value -> read(value, "a " + kind),
                path -> Nodes.text(path.toString()));
    }

    /** Reads a path; {@code kind} completes "must be". */
    static Path read(Value value, String kind) {
        String text = value.text(written -> !written.isBlank(), kind);
        try {
            return Path.of(text);
        } catch (InvalidPathException refused) {
            throw value.refused("%s must be %s, got '%s'".formatted(value.name(), kind, text));
        }
    }
}
