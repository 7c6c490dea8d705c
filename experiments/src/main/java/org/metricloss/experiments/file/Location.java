package org.metricloss.experiments.file;

/**
 * A place in a file or an option.
 *
 * @param source the text
 * @param line from 1
 * @param column from 1, in characters
 */
public record Location(Source source, int line, int column) {
    /** {@return the exception that refuses what stands here} */
    public ExperimentFileException refused(String problem) {
        return refused(problem, null);
    }

    /** {@return the exception that refuses what stands here} */
    public ExperimentFileException refused(String problem, Throwable cause) {
        return new ExperimentFileException(toString(), problem, cause);
    }

    /** {@return as in {@code quickstart.yaml:12:18} or {@code --set budget.epochs=x:15}} */
    @Override
    public String toString() {
        return source.singleLine() ? source.name() + ":" + column : source.name() + ":" + line + ":" + column;
    }
}
