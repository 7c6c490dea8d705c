package org.metricloss.experiments.file;

import org.metricloss.base.UserException;

/**
 * An experiment file, or an override of it, is refused. The message is one line with the place, the problem, the value
 * and what is allowed, as in {@code quickstart.yaml:12:18: margin must be > 0, got -0.2}.
 */
public final class ExperimentFileException extends UserException {
    private static final long serialVersionUID = 1;

    /** The problem, without its place. */
    private final String problem;

    ExperimentFileException(String where, String problem) {
        this(where, problem, null);
    }

    ExperimentFileException(String where, String problem, Throwable cause) {
        super(OneLine.of(where + ": " + problem), cause);
        this.problem = problem;
    }

    /** {@return the problem, without its place} */
    public String problem() {
        return problem;
    }
}
