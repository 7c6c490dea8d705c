package org.metricloss.core.engine;

/**
 * Thrown when an engine cannot do what it was asked for a reason outside the program: a missing native library, device
 * or memory.
 */
public class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception without a cause.
     *
     * @param message one line: which engine, what went wrong, what to do
     */
    public EngineException(String message) {
        super(message);
    }

    /**
     * Creates an exception.
     *
     * @param message one line: which engine, what went wrong, what to do
     * @param cause the exception of the library
     */
    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * {@return the first line of what a library said: its messages may have several lines, ours have one}
     *
     * @param thrown what a library threw
     */
    public static String reason(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).strip().lines().findFirst().orElse("no reason given");
    }
}
