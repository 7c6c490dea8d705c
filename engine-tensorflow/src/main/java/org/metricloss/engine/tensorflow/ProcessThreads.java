package org.metricloss.engine.tensorflow;

import java.util.Map;
import org.metricloss.core.engine.EngineException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * The threads of TensorFlow's operations. TensorFlow starts one pool for each process, of the size that the first
 * session requests, and all later sessions use it, whatever they request. Since the last bits of results depend on the
 * number of threads, another number is refused unless the environment gives every session its own pool.
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

    /** {@return the threads of this process} */
    static ProcessThreads ofThisProcess() {
        return THIS_PROCESS;
    }

    /**
     * {@return the configuration of a training session; operations run one after the other}
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
     * {@return the configuration of a single run of a graph: the existing threads, or one if it is the first run, and
     * no graph optimization, which takes longer than one run}
     */
    synchronized ConfigProto singleRun() {
        started = Math.max(1, started);
        RewriterConfig asBuilt =
                RewriterConfig.newBuilder().setDisableMetaOptimizer(true).build();
        OptimizerOptions noFolding = OptimizerOptions.newBuilder()
                .setOptLevel(OptimizerOptions.Level.L0)
                .build();
        return configured(started)
                .setGraphOptions(
                        GraphOptions.newBuilder().setRewriteOptions(asBuilt).setOptimizerOptions(noFolding))
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
