package org.metricloss.engine.tensorflow;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.metricloss.base.Causes;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.engine.Device;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineException;
import org.metricloss.core.engine.EngineInfo;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.Gpus;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.NativeLibrary;
import org.metricloss.core.engine.NativePlatform;
import org.metricloss.core.engine.NvidiaDriver;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.Objective;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * The engine "tensorflow": TensorFlow Java in graph mode, with natives from Maven artifacts: on the CPU, and on a GPU if it is built
 * with the Maven profile {@code gpu}.
 *
 * <p>TensorFlow writes some lines to the standard error when it starts. The environment variable
 * {@code TF_CPP_MIN_LOG_LEVEL} with the value 2 suppresses most of them; it cannot be set from within Java. JavaCPP's
 * limit on the process's memory, the system property {@code org.bytedeco.javacpp.maxPhysicalBytes}, is set to none
 * unless it is set already.
 */
public final class TensorFlowEngine implements Engine {
    private static final String VERSION = "/META-INF/maven/org.tensorflow/tensorflow-core-api/pom.properties";
    private static final String NATIVES = "org/tensorflow/internal/c_api/";
    /** JavaCPP's own limit on the memory of the process; 0 for none. A value that the user has set is kept. */
    private static final String MAX_PHYSICAL_BYTES = "org.bytedeco.javacpp.maxPhysicalBytes";

    /** The share of a step's results of operations that exist at once. */
    private static final double OPERATIONS_AT_ONCE = 0.6;

    private static final String CUDA = NATIVES + "linux-x86_64-gpu/libjnitensorflow.so";
    private static final String NOT_LISTED =
            "TensorFlow cannot use the GPU that the driver reports; CUDA 12 and cuDNN 9 must be installed and be found by the system's loader (LD_LIBRARY_PATH)";

    private static final NativeLibrary TENSORFLOW = new NativeLibrary(
            "tensorflow",
            "TensorFlow",
            Map.of(
                    NativePlatform.LINUX_X86_64, NATIVES + "linux-x86_64/libjnitensorflow.so",
                    NativePlatform.LINUX_ARM64, NATIVES + "linux-arm64/libjnitensorflow.so",
                    NativePlatform.MACOS_ARM64, NATIVES + "macosx-arm64/libjnitensorflow.dylib",
                    NativePlatform.WINDOWS_X86_64, NATIVES + "windows-x86_64/jnitensorflow.dll"));

    private final Device device;

    /** Creates the engine on the processor. */
    public TensorFlowEngine() {
        this(Device.CPU);
    }

    private TensorFlowEngine(Device device) {
        this.device = device;
    }

    @Override
    public String id() {
        return "tensorflow";
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public TensorFlowEngine on(Device other) {
        if (other.isGpu()) {
            driver().get(id(), other);
            if (listed(ProcessThreads.on(other).build()) == 0) {
                throw new EngineException("engine %s cannot compute on %s: %s".formatted(id(), other, NOT_LISTED));
            }
        }
        return new TensorFlowEngine(other);
    }

    /** {@inheritDoc} After this call the process can compute on the first GPU, but on no other. */
    @Override
    public Gpus gpus() {
        Gpus driver = driver();
        if (driver.list().isEmpty()) {
            return driver;
        }
        int count = listed(ConfigProto.newBuilder()
                .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
                .build());
        return count == 0
                ? Gpus.none(NOT_LISTED)
                : Gpus.of(driver.list().subList(0, Math.min(count, driver.list().size())));
    }

    /** {@return the GPUs that the driver reports, if TensorFlow is built for them} */
    private static Gpus driver() {
        load();
        return isForCuda()
                ? NvidiaDriver.gpus()
                : Gpus.none(
                        "its TensorFlow is built for the CPU; build on Linux x86-64 with -Dgpu, as docs/engines.md says");
    }

    private static int listed(ConfigProto configuration) {
        try {
            return RuntimeDevices.count("GPU", configuration);
        } catch (TensorFlowException failed) {
            throw new EngineException("engine tensorflow cannot list its devices: " + Causes.inWords(failed), failed);
        }
    }

    private static boolean isForCuda() {
        return TensorFlowEngine.class.getClassLoader().getResource(CUDA) != null;
    }

    @Override
    public String summary() {
        return "TensorFlow, through TensorFlow Java; builds a graph of each objective once and executes it";
    }

    @Override
    public EngineInfo info() {
        String nativeVersion = load();
        try {
            return new EngineInfo(
                    "TensorFlow Java " + javaVersion(),
                    "TensorFlow %s (%s)".formatted(nativeVersion, isForCuda() ? "CUDA" : "CPU"),
                    Loader.getCacheDir().toString());
        } catch (IOException unreadable) {
            throw new EngineException(
                    "engine tensorflow cannot read its cache folder: " + Causes.inWords(unreadable), unreadable);
        }
    }

    @Override
    public TrainingSession open(SessionRequest request) {
        load();
        return new TensorFlowSession(
                request, ProcessThreads.ofThisProcess().training(request.threads(), device), device.isGpu());
    }

    @Override
    public Evaluated evaluate(Objective objective, LossExample example) {
        load();
        ProcessThreads threads = ProcessThreads.ofThisProcess();
        try (PreparedLoss prepared = new TensorFlowPreparedLoss(objective, example, threads.singleRun(device), false)) {
            return prepared.evaluate();
        }
    }

    @Override
    public PreparedLoss prepare(Objective objective, LossExample example, int threads) {
        load();
        return new TensorFlowPreparedLoss(
                objective, example, ProcessThreads.ofThisProcess().training(threads, device), device.isGpu());
    }

    /**
     * {@inheritDoc} TensorFlow releases the result of an operation after its last use: of what losses state,
     * {@value #OPERATIONS_AT_ONCE} is in the middle of the shares that were measured, 0.4 to 0.8.
     */
    @Override
    public long bytes(HeldArrays arrays) {
        return arrays.bytes(held -> switch (held.use()) {
            case OPERATION -> OPERATIONS_AT_ONCE * held.count();
            case HOST -> held.count();
            case BLOCK -> Math.min(2, held.count());
        });
    }

    private static String load() {
        // This must be set before the first pointer. Otherwise JavaCPP would query the size of the process for every
        // tensor, and refuse to continue above four times the Java heap. The memory of a run is predicted before it
        // starts.
        if (System.getProperty(MAX_PHYSICAL_BYTES) == null) {
            System.setProperty(MAX_PHYSICAL_BYTES, "0");
        }
        if (!isForCuda()) {
            TENSORFLOW.require(TensorFlowEngine.class.getClassLoader());
        }
        try {
            return TensorFlow.version();
        } catch (LinkageError failed) {
            throw new EngineException(
                    "engine tensorflow cannot load TensorFlow on %s %s: %s"
                            .formatted(
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch"),
                                    Causes.inWords(failed)),
                    failed);
        }
    }

    private static String javaVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = TensorFlow.class.getResourceAsStream(VERSION)) {
            if (in != null) {
                properties.load(in);
            }
        }
        return properties.getProperty("version", "of an unknown version");
    }
}
