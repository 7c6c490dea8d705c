package org.metricloss.core.contract;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.metricloss.core.engine.Device;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineException;
import org.metricloss.core.engine.Gpus;

/** Runs tests only where an engine can compute on a GPU, and reports them as skipped with the reason elsewhere. */
public abstract class GpuCondition implements ExecutionCondition {
    /** What the tests run on: a process of TensorFlow can use only one GPU. */
    public static final Device GPU = Device.gpu(0);

    private static final String TF32 = "NVIDIA_TF32_OVERRIDE";
    private static final Map<String, Optional<String>> WHY_NOT = new ConcurrentHashMap<>();

    private final Engine engine;

    /**
     * Creates the condition.
     *
     * @param engine the engine
     */
    protected GpuCondition(Engine engine) {
        this.engine = engine;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return whyNot(engine)
                .map(why -> ConditionEvaluationResult.disabled("engine %s has no GPU: %s".formatted(engine.id(), why)))
                .orElseGet(() -> ConditionEvaluationResult.enabled("engine %s has a GPU".formatted(engine.id())));
    }

    /** {@return why tests cannot run on the GPU of an engine; empty if they can} */
    static Optional<String> whyNot(Engine engine) {
        return WHY_NOT.computeIfAbsent(engine.id(), unknown -> {
            Gpus gpus;
            try {
                gpus = engine.gpus();
            } catch (EngineException unavailable) {
                return Optional.of(unavailable.getMessage());
            }
            if (gpus.list().isEmpty()) {
                return Optional.of(gpus.whyNone());
            }
            return "0".equals(System.getenv(TF32))
                    ? Optional.empty()
                    : Optional.of(TF32 + "=0 is not set, so products of float32 have the precision of TF32");
        });
    }
}
