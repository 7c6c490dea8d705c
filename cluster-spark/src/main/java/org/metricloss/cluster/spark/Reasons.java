package org.metricloss.cluster.spark;

import org.metricloss.base.UserException;

/** Words the failures of Spark in one line. */
final class Reasons {
    private Reasons() {}

    /**
     * {@return the exception for the user: with the reason of a task if there is one, otherwise with the first line of Spark's
     * message}
     *
     * @param failed what Spark threw
     */
    static RuntimeException of(Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserException user) {
                return new UserException(user.getMessage(), failed);
            }
        }
        String message = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
        return new UserException("Spark ended the run: %s; resume continues it".formatted(message), failed);
    }
}
