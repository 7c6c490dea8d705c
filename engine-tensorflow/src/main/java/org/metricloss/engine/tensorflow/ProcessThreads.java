package org.metricloss.engine.tensorflow;

import org.metricloss.core.engine.EngineException;
import org.tensorflow.proto.ConfigProto;

/**
 * The threads of TensorFlow's operations. TensorFlow starts one pool per process, of the size that its first session asks
 * for, and lets later sessions use it whatever they ask for. As results depend on the number in their last bits, another
 * number is refused, unless the environment lets every session have a pool of its own.
 */
final class ProcessThreads {
    private static final String OWN_POOLS = "TF_OVERRIDE_GLOBAL_THREADPOOL";

    private static int started;

    private ProcessThreads() {}

    /**
     * @param threads the threads one operation may use
     * @return what a session is configured with
     * @throws EngineException if this process has started with another number
     */
    static synchronized ConfigProto configuration(int threads) {
        if (started != 0 && started != threads && !ownPools(System.getenv(OWN_POOLS))) {
            throw new EngineException(
                    "engine tensorflow has started with %s threads in this process and cannot use %s: ask for %s, start another process, or set %s=1 in the environment"
                            .formatted(started, threads, started, OWN_POOLS),
                    null);
        }
        started = threads;
        return configured(threads);
    }

    /** @return the configuration for work that does not say how many threads: those there are, one at first */
    static synchronized ConfigProto configuration() {
        started = started == 0 ? 1 : started;
        return configured(started);
    }

    private static boolean ownPools(String variable) {
        return "1".equals(variable) || "true".equalsIgnoreCase(variable);
    }

    private static ConfigProto configured(int threads) {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(1)
                .build();
    }
}
