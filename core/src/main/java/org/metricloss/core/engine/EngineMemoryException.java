package org.metricloss.core.engine;

/** An engine's library asked for memory outside the Java heap that the machine did not give. */
public final class EngineMemoryException extends EngineException {
    private static final long serialVersionUID = 1;

    /**
     * @param engine the engine's id
     * @param cause what the library said, of which the first line is shown
     */
    public EngineMemoryException(String engine, Throwable cause) {
        super("engine %s ran out of memory: %s".formatted(engine, reason(cause)), cause);
    }
}
