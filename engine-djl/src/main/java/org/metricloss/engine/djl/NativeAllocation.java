package org.metricloss.engine.djl;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.metricloss.core.engine.EngineMemoryException;

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
        } catch (ai.djl.engine.EngineException failed) {
            if (isOfMemory(failed)) {
                throw new EngineMemoryException("djl", failed);
            }
            throw failed;
        }
    }

    /**
     * PyTorch has one exception for everything; the message of its CPU allocator, which differs by system, identifies
     * this one.
     */
    private static boolean isOfMemory(ai.djl.engine.EngineException failed) {
        String message = String.valueOf(failed.getMessage());
        return Stream.of("DefaultCPUAllocator", "can't allocate memory", "not enough memory")
                .anyMatch(message::contains);
    }
}
