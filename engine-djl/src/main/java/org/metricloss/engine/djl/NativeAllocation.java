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
     * PyTorch has one exception for everything; the message of its allocators identifies this one. That of the CPU differs by
     * system, those of the GPU come from PyTorch, CUDA and cuBLAS.
     */
    static boolean isOfMemory(ai.djl.engine.EngineException failed) {
        String message = String.valueOf(failed.getMessage());
        return Stream.of(
                        "DefaultCPUAllocator",
                        "can't allocate memory",
                        "not enough memory",
                        "CUDA out of memory",
                        "CUDA error: out of memory",
                        "CUBLAS_STATUS_ALLOC_FAILED")
                .anyMatch(message::contains);
    }
}
