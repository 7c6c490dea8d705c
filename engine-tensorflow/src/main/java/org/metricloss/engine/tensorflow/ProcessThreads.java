package org.metricloss.engine.tensorflow;

import java.util.Map;
import org.metricloss.core.engine.Device;
import org.metricloss.core.engine.EngineException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * The threads of TensorFlow's operations, and the device of its sessions. TensorFlow starts one pool for each process, of the size that the first
 * session requests, and all later sessions use it, whatever they request. Since the last bits of results depend on the
 * number of threads, another number is refused unless the environment gives every session its own pool. A process that has
 * opened a session on one GPU can open none on another, because TensorFlow numbers the GPUs of a process once.
 */
final class ProcessThreads {
    private static final String OWN_POOLS = "TF_OVERRIDE_GLOBAL_THREADPOOL";

    private static final ProcessThreads THIS_PROCESS = new ProcessThreads(System.getenv());

    private final boolean ownPools;
    private int started;
    private Device gpu = Device.CPU;

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
     * @param device what the session computes on
     * @throws EngineException if this process has started with another number, or on another GPU
     */
    synchronized ConfigProto training(int threads, Device device) {
        if (started != 0 && started != threads && !ownPools) {
            throw new EngineException(
                    ("engine tensorflow has started with %s threads in this process and cannot change to %s: ask for %s, "
                                    + "start another process, or set %s=1 in the environment")
                            .formatted(started, threads, started, OWN_POOLS),
                    null);
        }
        started = threads;
        return configured(threads, device).build();
    }

    /**
     * {@return the configuration of a single run of a graph: the existing threads, or one if it is the first run, and
     * no graph optimization, which takes longer than one run}
     *
     * @param device what the session computes on
     * @throws EngineException if this process has started on another GPU
     */
    synchronized ConfigProto singleRun(Device device) {
        started = Math.max(1, started);
        RewriterConfig asBuilt =
                RewriterConfig.newBuilder().setDisableMetaOptimizer(true).build();
        OptimizerOptions noFolding = OptimizerOptions.newBuilder()
                .setOptLevel(OptimizerOptions.Level.L0)
                .build();
        return configured(started, device)
                .setGraphOptions(
                        GraphOptions.newBuilder().setRewriteOptions(asBuilt).setOptimizerOptions(noFolding))
                .build();
    }

    /** {@return the threads that operations of this process use, at least 1} */
    synchronized int started() {
        return Math.max(1, started);
    }

    private ConfigProto.Builder configured(int threads, Device device) {
        if (device.isGpu() && gpu.isGpu() && !gpu.equals(device)) {
            throw new EngineException(
                    "engine tensorflow has started on %s in this process and cannot change to %s: start another process"
                            .formatted(gpu, device));
        }
        gpu = device.isGpu() ? device : gpu;
        return on(device).setIntraOpParallelismThreads(threads).setInterOpParallelismThreads(1);
    }

    /**
     * {@return the configuration of a session on a device} A session on the processor has no GPU, even if TensorFlow could use one.
     * On a GPU, an operation that was placed there is not moved elsewhere; operations without a kernel for a GPU, such as queues,
     * are placed on the processor. The session takes memory as it needs it, not all of the GPU at once.
     *
     * @param device the device
     */
    static ConfigProto.Builder on(Device device) {
        ConfigProto.Builder configuration = ConfigProto.newBuilder().setAllowSoftPlacement(false);
        return device.isGpu()
                ? configuration.setGpuOptions(GPUOptions.newBuilder()
                        .setVisibleDeviceList(Integer.toString(device.gpu().getAsInt()))
                        .setAllowGrowth(true))
                : configuration.putDeviceCount("GPU", 0);
    }
}
