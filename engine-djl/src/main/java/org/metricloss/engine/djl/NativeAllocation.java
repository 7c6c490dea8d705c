package org.metricloss.engine.djl;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.metricloss.core.engine.EngineMemoryException;

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
        } catch (ai.djl.engine.EngineException failed) {
            if (isOfMemory(failed)) {
                throw new EngineMemoryException("djl", failed);
            }
            throw failed;
        }
    }

    /** PyTorch has one exception for everything: its CPU allocator's message tells, which differs by system. */
    private static boolean isOfMemory(ai.djl.engine.EngineException failed) {
        String message = String.valueOf(failed.getMessage());
        return Stream.of("DefaultCPUAllocator", "can't allocate memory", "not enough memory")
                .anyMatch(message::contains);
    }
}
