package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineException;
import org.metricloss.core.engine.EngineInfo;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.NativeLibrary;
import org.metricloss.core.engine.NativePlatform;
import org.metricloss.core.engine.ObjectiveOutput;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.tensor.Tensor;

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
        ai.djl.engine.Engine engine = load();
        try (NDScope scope = new NDScope();
                NDManager manager = engine.newBaseManager()) {
            scope.suppressNotUsedWarning();
            DataType type = DjlArrays.type(example.type());
            NDArray embeddings = DjlArrays.of(manager, example.embeddings(), type);
            embeddings.setRequiresGradient(true);
            LossSetting setting = new LossSetting(
                    example.classes(), example.embeddings().shape().size(1));
            Map<String, Tensor> state = new LinkedHashMap<>();
            Map<String, NDArray> learned = new LinkedHashMap<>();
            objective.state(setting).forEach((name, declared) -> {
                NDArray array = DjlArrays.of(manager, given(example, name, declared), type);
                state.put(name, new DjlTensor(array));
                if (declared instanceof LossState.Learned) {
                    array.setRequiresGradient(true);
                    learned.put(name, array);
                }
            });
            ObjectiveOutput output;
            try (GradientCollector collector = engine.newGradientCollector()) {
                output = ObjectiveOutput.of(
                        objective,
                        setting,
                        new DjlTensor(embeddings),
                        new DjlTensor(DjlArrays.labels(manager, example.labels())),
                        state,
                        example.tuples().map(tuples -> new DjlTensor(DjlArrays.tuples(manager, tuples))),
                        term -> example.draws().map(draws -> new DjlTensor(DjlArrays.of(manager, draws, type))));
                Backward.from(output.value(), collector);
            }
            return new Evaluated(
                    output.result(DjlArrays.scalars(output.readings())),
                    gradient(embeddings),
                    mapped(learned, DjlEngine::gradient),
                    mapped(output.nextState(), next -> DjlArrays.read(DjlTensor.unwrap(next))));
        }
    }

    private static DoubleArray given(LossExample example, String name, LossState declared) {
        return Optional.ofNullable(example.state().get(name))
                .filter(array -> array.shape().equals(declared.shape()))
                .orElseThrow(() -> new IllegalArgumentException("state '%s' must have shape %s, got %s"
                        .formatted(
                                name,
                                declared.shape(),
                                Optional.ofNullable(example.state().get(name))
                                        .map(array -> array.shape().toString())
                                        .orElse("none"))));
    }

    private static DoubleArray gradient(NDArray array) {
        // A getGradient() of an array that the value does not depend on is float32 zeros: read() widens it.
        return DjlArrays.read(array.getGradient());
    }

    private static <T> Map<String, DoubleArray> mapped(Map<String, T> arrays, Function<T, DoubleArray> read) {
        Map<String, DoubleArray> mapped = new LinkedHashMap<>();
        arrays.forEach((name, array) -> mapped.put(name, read.apply(array)));
        return mapped;
    }

    /** The library's messages may go over many lines; ours are one. */
    private static String reason(Throwable failed) {
        return String.valueOf(failed.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static ai.djl.engine.Engine load() {
        PYTORCH.require(DjlEngine.class.getClassLoader());
        // Without this DJL asks a cloud's metadata address at start; a benchmark calls nobody.
        if (System.getProperty("ai.djl.offline") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
        try {
            return ai.djl.engine.Engine.getEngine("PyTorch");
        } catch (RuntimeException | UnsatisfiedLinkError | NoClassDefFoundError failed) {
            throw new EngineException(
                    "engine djl cannot load PyTorch on %s %s: %s"
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), reason(failed)),
                    failed);
        }
    }
}
