package org.metricloss.engine.djl;

import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.metricloss.base.Causes;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.engine.Device;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineException;
import org.metricloss.core.engine.EngineInfo;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.Gpu;
import org.metricloss.core.engine.Gpus;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.NativeLibrary;
import org.metricloss.core.engine.NativePlatform;
import org.metricloss.core.engine.NvidiaDriver;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.Objective;

/**
 * The engine "djl": DJL on PyTorch. It computes on the CPU with natives from Maven artifacts, and on a GPU with a PyTorch for CUDA
 * that the user has installed.
 */
public final class DjlEngine implements Engine {
    private static final String OFFLINE = "ai.djl.offline";

    private static final NativeLibrary PYTORCH = new NativeLibrary(
            "djl",
            "PyTorch",
            Map.of(
                    NativePlatform.LINUX_X86_64, "pytorch/cpu/linux-x86_64/libtorch.so",
                    NativePlatform.LINUX_ARM64, "pytorch/cpu/linux-aarch64/libtorch.so",
                    NativePlatform.MACOS_ARM64, "pytorch/cpu/osx-aarch64/libtorch.dylib",
                    NativePlatform.WINDOWS_X86_64, "pytorch/cpu/win-x86_64/torch.dll"));

    private final Device device;
    private final DjlPlace place;

    /** Creates the engine on the processor. */
    public DjlEngine() {
        this(Device.CPU, DjlPlace.CPU);
    }

    /**
     * @param device the device
     * @param place where its arrays are
     */
    DjlEngine(Device device, DjlPlace place) {
        this.device = device;
        this.place = place;
    }

    @Override
    public String id() {
        return "djl";
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public DjlEngine on(Device other) {
        if (other.isGpu()) {
            gpus().get(id(), other);
        }
        return new DjlEngine(other, DjlPlace.of(other));
    }

    @Override
    public Gpus gpus() {
        ai.djl.engine.Engine engine = load();
        if (!isForCuda()) {
            return Gpus.none(
                    "its PyTorch is built for the CPU; install PyTorch %s for CUDA and set %s and %s as docs/engines.md says"
                            .formatted(engine.getVersion(), InstalledPyTorch.FOLDER, InstalledPyTorch.FLAVOR));
        }
        Gpus driver = NvidiaDriver.gpus();
        if (driver.list().isEmpty()) {
            return driver;
        }
        List<Gpu> usable = engine.hasCapability(StandardCapabilities.CUDA)
                ? driver.list().stream().filter(gpu -> isUsable(engine, gpu)).toList()
                : List.of();
        return usable.isEmpty()
                ? Gpus.none("PyTorch cannot use the GPU that the driver %s reports; a newer driver may be needed"
                        .formatted(driver.list().get(0).driver()))
                : Gpus.of(usable);
    }

    private static boolean isForCuda() {
        return Files.exists(Path.of(LibUtils.getLibtorchPath()).resolve(System.mapLibraryName("torch_cuda")));
    }

    private static boolean isUsable(ai.djl.engine.Engine engine, Gpu gpu) {
        DjlPlace there = DjlPlace.of(gpu.device());
        try (NDManager manager = there.newManager(engine)) {
            there.await(manager);
            return true;
        } catch (ai.djl.engine.EngineException unusable) {
            // A GPU on which nothing fits at the moment is a GPU all the same.
            return NativeAllocation.isOfMemory(unusable);
        }
    }

    @Override
    public String summary() {
        return "PyTorch, through Deep Java Library; executes each operation at once";
    }

    @Override
    public EngineInfo info() {
        ai.djl.engine.Engine engine = load();
        return new EngineInfo(
                "DJL " + ai.djl.engine.Engine.getDjlVersion(),
                "PyTorch %s (%s)".formatted(engine.getVersion(), isForCuda() ? "CUDA" : "CPU"),
                ai.djl.util.Utils.getEngineCacheDir("pytorch").toString());
    }

    @Override
    public TrainingSession open(SessionRequest request) {
        ai.djl.engine.Engine engine = load();
        return NativeAllocation.during(() -> new DjlSession(engine, place, request));
    }

    @Override
    public Evaluated evaluate(Objective objective, LossExample example) {
        try (PreparedLoss prepared = prepared(load(), objective, example)) {
            return prepared.evaluate();
        }
    }

    @Override
    public PreparedLoss prepare(Objective objective, LossExample example, int threads) {
        ai.djl.engine.Engine engine = load();
        JniUtils.setNumThreads(threads);
        return prepared(engine, objective, example);
    }

    private PreparedLoss prepared(ai.djl.engine.Engine engine, Objective objective, LossExample example) {
        return NativeAllocation.during(() -> new DjlPreparedLoss(engine, place, objective, example));
    }

    /**
     * {@inheritDoc} DJL closes the arrays of a step at its end. A block that is released leaves a hole, which PyTorch's
     * aligned allocation finds too small for the next block about every other time.
     */
    @Override
    public long bytes(HeldArrays arrays) {
        return arrays.bytes(held ->
                held.use() == HeldArrays.Use.BLOCK ? Math.min(held.count(), 1 + held.count() / 2) : held.count());
    }

    private static ai.djl.engine.Engine load() {
        InstalledPyTorch installed = new InstalledPyTorch(System.getenv(), DjlEngine.class.getClassLoader());
        if (installed.isNamed()) {
            installed.require(Platform.detectPlatform("pytorch").getClassifier());
        } else if (!"false".equals(System.getProperty(OFFLINE))) {
            // Without natives on the class path, DJL downloads them. Only a user who sets this property to false allows
            // it.
            PYTORCH.require(DjlEngine.class.getClassLoader());
        }
        // Without this, DJL queries the metadata address of a cloud at start; a benchmark must not use the network.
        if (System.getProperty(OFFLINE) == null) {
            System.setProperty(OFFLINE, "true");
        }
        try {
            return ai.djl.engine.Engine.getEngine("PyTorch");
        } catch (RuntimeException | UnsatisfiedLinkError | NoClassDefFoundError failed) {
            throw new EngineException(
                    "engine djl cannot load PyTorch on %s %s: %s"
                            .formatted(
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch"),
                                    Causes.inWords(failed)),
                    failed);
        }
    }
}
