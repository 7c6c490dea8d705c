package org.metricloss.core.engine;

import org.metricloss.base.UserException;

/**
 * Thrown when an engine cannot do what it was asked for a reason outside the program: a missing native library, device
 * or memory.
 */
public class EngineException extends UserException {
    private static final long serialVersionUID = 1L;

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
}
