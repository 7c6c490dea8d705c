package org.metricloss.core.engine;

import org.metricloss.base.Causes;

/** Thrown when the library of an engine cannot allocate memory outside the Java heap. */
public final class EngineMemoryException extends EngineException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param engine the engine's id
     * @param cause the exception of the library; the first line of its message is shown
     */
    public EngineMemoryException(String engine, Throwable cause) {
        super("engine %s ran out of memory: %s".formatted(engine, Causes.inWords(cause)), cause);
    }
}
