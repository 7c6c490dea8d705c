package org.metricloss.engine.tensorflow;

import java.util.Map;
import org.metricloss.core.engine.EngineException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * The threads of TensorFlow's operations. TensorFlow starts one pool per process, of the size that its first session asks
 * for, and lets later sessions use it whatever they ask for. As results depend on the number in their last bits, another
 * number is refused, unless the environment lets every session have a pool of its own.
 */
final class ProcessThreads {
    private static final String OWN_POOLS = "TF_OVERRIDE_GLOBAL_THREADPOOL";

    private static final ProcessThreads THIS_PROCESS = new ProcessThreads(System.getenv());

    private final boolean ownPools;
    private int started;

    /** @param environment the environment variables that TensorFlow reads */
    ProcessThreads(Map<String, String> environment) {
        ownPools = "1".equals(environment.get(OWN_POOLS)) || "true".equalsIgnoreCase(environment.get(OWN_POOLS));
    }

    /** {@return those of this process} */
    static ProcessThreads ofThisProcess() {
        return THIS_PROCESS;
    }

    /**
     * {@return what a training session is configured with; operations run one after the other}
     *
     * @param threads the threads one operation may use
     * @throws EngineException if this process has started with another number
     */
    synchronized ConfigProto training(int threads) {
        if (started != 0 && started != threads && !ownPools) {
            throw new EngineException(
                    ("engine tensorflow has started with %s threads in this process and cannot change to %s: ask for %s, "
                                    + "start another process, or set %s=1 in the environment")
                            .formatted(started, threads, started, OWN_POOLS),
                    null);
        }
        started = threads;
        return configured(threads).build();
    }

    /**
     * {@return what a single run of a graph is configured with: the threads there are, or one if it is the first, and
     * no rewriting of the graph, which takes longer than to run it once}
     */
    synchronized ConfigProto singleRun() {
        started = Math.max(1, started);
        RewriterConfig asBuilt =
                RewriterConfig.newBuilder().setDisableMetaOptimizer(true).build();
        return configured(started)
                .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(asBuilt))
                .build();
    }

    /** {@return the threads that operations of this process use, at least 1} */
    synchronized int started() {
        return Math.max(1, started);
    }

    private static ConfigProto.Builder configured(int threads) {
        return ConfigProto.newBuilder().setIntraOpParallelismThreads(threads).setInterOpParallelismThreads(1);
    }
}
