package org.metricloss.experiments.file;

/**
 * A place in a file or an option.
 *
 * @param source the file or option
 * @param line from 1
 * @param column from 1, in characters
 */
public record Location(Source source, int line, int column) {
    /** {@return the exception that refuses the text at this place} */
    public ExperimentFileException refused(String problem) {
        return refused(problem, null);
    }

    /** {@return the exception that refuses the text at this place} */
    public ExperimentFileException refused(String problem, Throwable cause) {
        return new ExperimentFileException(toString(), problem, cause);
    }

    /** {@return the place, as in {@code quickstart.yaml:12:18} or {@code --set budget.epochs=x:15}} */
    @Override
    public String toString() {
        return source.singleLine() ? source.name() + ":" + column : source.name() + ":" + line + ":" + column;
    }
}
