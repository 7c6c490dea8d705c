package org.metricloss.engine.djl;

import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;
import org.metricloss.base.Causes;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineException;
import org.metricloss.core.engine.EngineInfo;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.NativeLibrary;
import org.metricloss.core.engine.NativePlatform;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.Objective;

/** The engine "djl": DJL on PyTorch, on the CPU, with natives from Maven artifacts. */
public final class DjlEngine implements Engine {
    private static final NativeLibrary PYTORCH = new NativeLibrary(
            "djl",
            "PyTorch",
            Map.of(
                    NativePlatform.LINUX_X86_64, "pytorch/cpu/linux-x86_64/libtorch.so",
                    NativePlatform.LINUX_ARM64, "pytorch/cpu/linux-aarch64/libtorch.so",
                    NativePlatform.MACOS_ARM64, "pytorch/cpu/osx-aarch64/libtorch.dylib",
                    NativePlatform.WINDOWS_X86_64, "pytorch/cpu/win-x86_64/torch.dll"));

    @Override
    public String id() {
        return "djl";
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
                "PyTorch " + engine.getVersion() + " (CPU)",
                ai.djl.util.Utils.getEngineCacheDir("pytorch").toString());
    }

    @Override
    public TrainingSession open(SessionRequest request) {
        return new DjlSession(load(), request);
    }

    @Override
    public Evaluated evaluate(Objective objective, LossExample example) {
        try (PreparedLoss prepared = new DjlPreparedLoss(load(), objective, example)) {
            return prepared.evaluate();
        }
    }

    @Override
    public PreparedLoss prepare(Objective objective, LossExample example, int threads) {
        ai.djl.engine.Engine engine = load();
        JniUtils.setNumThreads(threads);
        return new DjlPreparedLoss(engine, objective, example);
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
        PYTORCH.require(DjlEngine.class.getClassLoader());
        // Without this, DJL queries the metadata address of a cloud at start; a benchmark must not use the network.
        if (System.getProperty("ai.djl.offline") == null) {
            System.setProperty("ai.djl.offline", "true");
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
