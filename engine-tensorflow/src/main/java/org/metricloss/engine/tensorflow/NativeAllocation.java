package org.metricloss.engine.tensorflow;

import java.util.function.Supplier;
import org.metricloss.core.engine.EngineMemoryException;
import org.tensorflow.exceptions.TFResourceExhaustedException;

/** Work of the library, whose word for memory that is not there is made the engine's. */
final class NativeAllocation {
    private NativeAllocation() {}

    /**
     * {@return what the work gives}
     *
     * @throws EngineMemoryException if the library did not get the memory that it asked for
     */
    static <R> R during(Supplier<R> work) {
        try {
            return work.get();
        } catch (TFResourceExhaustedException exhausted) {
            throw new EngineMemoryException("tensorflow", exhausted);
        }
    }
}
