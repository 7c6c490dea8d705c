package org.metricloss.results.record;

import java.nio.file.Path;
import java.util.List;

/**
 * Where an experiment was read from.
 *
 * @param file the path of its file, from the run's folder, so that it stays right where both are moved together and names no
 *     folder of a user's machine; absolute in older runs
 * @param overrides what was changed in it on the command line, {@code path=value} each, in order
 */
public record ExperimentSource(String file, List<String> overrides) {
    /** @throws IllegalArgumentException if a component is missing */
    public ExperimentSource {
        Require.text("file", file);
        overrides = Require.list("overrides", overrides);
    }

    /** {@return the same with the path from a folder} */
    public ExperimentSource from(Path folder) {
        Path absolute = Path.of(file).toAbsolutePath().normalize();
        Path from = folder.toAbsolutePath().normalize();
        // On Windows there is no path from one drive to another.
        boolean related = absolute.getRoot().equals(from.getRoot());
        return new ExperimentSource((related ? from.relativize(absolute) : absolute).toString(), overrides);
    }

    /** {@return the path of the file, which need not exist} */
    public Path path(Path folder) {
        return folder.resolve(file).normalize();
    }
}
