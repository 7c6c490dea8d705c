package org.metricloss.engine.tensorflow;

import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineException;
import org.metricloss.core.engine.EngineInfo;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.Objective;
import org.tensorflow.TensorFlow;

/** The engine "tensorflow": TensorFlow Java in graph mode, on the CPU, with natives from Maven artifacts. */
public final class TensorFlowEngine implements Engine {
    @Override
    public String id() {
        return "tensorflow";
    }

    @Override
    public EngineInfo info() {
        String nativeVersion = load();
        String javaVersion = TensorFlow.class.getPackage().getImplementationVersion();
        return new EngineInfo(
                "TensorFlow Java " + (javaVersion == null ? "1.1.0" : javaVersion),
                "TensorFlow " + nativeVersion + " (CPU)",
                cache());
    }

    @Override
    public TrainingSession open(SessionRequest request) {
        load();
        return new TensorFlowSession(request, ProcessThreads.configuration(request.threads()));
    }

    @Override
    public Evaluated evaluate(Objective objective, LossExample example) {
        load();
        try (LossEvaluation evaluation = new LossEvaluation(objective, example)) {
            return evaluation.evaluate();
        }
    }

    private static String load() {
        try {
            return TensorFlow.version();
        } catch (LinkageError failed) {
            throw new EngineException(
                    "engine tensorflow cannot load TensorFlow on %s %s: %s"
                            .formatted(
                                    System.getProperty("os.name"), System.getProperty("os.arch"), failed.getMessage()),
                    failed);
        }
    }

    private static String cache() {
        try {
            return Loader.getCacheDir().toString();
        } catch (IOException noCache) {
            throw new EngineException("engine tensorflow has no cache folder: " + noCache.getMessage(), noCache);
        }
    }
}
