package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.DiagnosticReading;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.MetricLoss;

/**
 * What a loss names to inherit {@link LossContract}: its instances, each of which is checked on every engine of the class path, and
 * the same loss in plain loops.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LossSubjects {
    /**
     * One loss on one engine.
     *
     * @param name what to call the loss in reports
     * @param loss the loss
     * @param engine the engine
     */
    protected record Subject(String name, MetricLoss loss, Engine engine) {
        LossRun run(LossExample example) {
            return LossRun.of(engine, loss, example);
        }

        /** {@return many runs, which share what the engine prepares} */
        LossRuns runs() {
            return new LossRuns(engine, loss);
        }

        @Override
        public String toString() {
            return name + " on " + engine.id();
        }
    }

    /** {@return the instances to check, by a name for reports: every form and option that computes differently} */
    protected abstract Map<String, MetricLoss> losses();

    /**
     * Computes a loss the naive way: loops over samples, pairs or triplets as the paper's formula reads, in plain Java,
     * sharing no code with the loss.
     *
     * @param loss one of {@link #losses}, for its settings
     * @param batch the batch
     * @return what the loss must give
     */
    protected abstract PlainResult plainLoops(MetricLoss loss, PlainBatch batch);

    /**
     * Names the loss whose value has the gradient of this one as its derivative. For most it is the loss itself. A loss that takes
     * a part of its formula as constant for the gradient names one that has this part fixed at its value for the example.
     *
     * @param loss one of {@link #losses}
     * @param at the example
     * @return a loss of the same state and the same value at the example
     */
    protected MetricLoss differentiated(MetricLoss loss, LossExample at) {
        return loss;
    }

    /**
     * {@return whether the order of the samples matters to the next state, as it does for a queue; value and gradient never
     * depend on it}
     *
     * @param loss one of {@link #losses}
     */
    protected boolean orderMatters(MetricLoss loss) {
        return false;
    }

    /**
     * {@return whether a loss takes the first samples of a class, so that its value depends on the order of the samples}
     *
     * @param loss one of {@link #losses}
     */
    protected boolean takesTheFirst(MetricLoss loss) {
        return false;
    }

    /** {@return every loss on every engine} */
    protected final Stream<Subject> subjects() {
        return losses().entrySet().stream()
                .flatMap(loss ->
                        TestEngines.all().stream().map(engine -> new Subject(loss.getKey(), loss.getValue(), engine)));
    }

    static Optional<Double> tuples(LossRun run) {
        return run.diagnostic(Diagnostic.TUPLES_CONSIDERED).map(DiagnosticReading::sum);
    }

    static void assertFinite(String what, DoubleArray array) {
        assertThat(Arrays.stream(array.toArray()).allMatch(Double::isFinite))
                .as(what + " is finite")
                .isTrue();
    }

    static LossSetting setting(LossExample example) {
        return new LossSetting(example.classes(), example.embeddings().shape().size(1));
    }
}
