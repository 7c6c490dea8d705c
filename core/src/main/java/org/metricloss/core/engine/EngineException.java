package org.metricloss.core.engine;

/** An engine cannot do what it was asked, for a reason outside the program: a missing native library, device or memory. */
public class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message one line: which engine, what, what to do */
    public EngineException(String message) {
        super(message);
    }

    /**
     * @param message one line: which engine, what, what to do
     * @param cause what the library said
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
