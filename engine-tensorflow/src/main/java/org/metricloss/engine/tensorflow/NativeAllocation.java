package org.metricloss.engine.tensorflow;

import java.util.function.Supplier;
import org.metricloss.core.engine.EngineMemoryException;
import org.tensorflow.exceptions.TFResourceExhaustedException;

/** Runs work of the library and translates its exception for exhausted memory. */
final class NativeAllocation {
    private NativeAllocation() {}

    /**
     * {@return the result of the work}
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
