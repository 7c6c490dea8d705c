package org.metricloss.core.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.ReferenceSet;
import org.metricloss.core.loss.TupleKind;
import org.metricloss.core.tensor.Tensor;

/** Refuses losses that train nothing because no gradient flows from their value to the embeddings. */
public final class PathToEmbeddings {
    private PathToEmbeddings() {}

    /**
     * {@return the same objective, each of whose losses is refused with an IllegalArgumentException when it computes a value
     * without a path to the embeddings, whatever its weight}
     *
     * @param objective what is trained
     */
    public static Objective required(Objective objective) {
        return new Objective(
                objective.name(),
                objective.terms().stream()
                        .map(term ->
                                new Objective.Term(term.name(), term.weight(), new Traced(term.name(), term.loss())))
                        .toList());
    }

    /** A loss that computes with tensors that know whether they reach the embeddings. */
    private record Traced(String name, MetricLoss loss) implements MetricLoss {
        @Override
        public LossOutput compute(LossInput input) {
            LossOutput output = loss.compute(traced(input));
            if (!TracedTensor.reaches(output.value())) {
                throw new IllegalArgumentException(("the value of loss '%s' does not depend on the embeddings, so it"
                                + " trains nothing; compute it from LossInput.embeddings() without stopGradient or cast,"
                                + " or attach its gradient by Tensor.withGradient")
                        .formatted(name));
            }
            return new LossOutput(
                    TracedTensor.unwrap(output.value()),
                    each(output.nextState(), TracedTensor::unwrap),
                    output.diagnostics().stream()
                            .map(each -> new Diagnostic(
                                    each.name(),
                                    each.kind(),
                                    TracedTensor.unwrap(each.sum()),
                                    TracedTensor.unwrap(each.count())))
                            .toList());
        }

        private static LossInput traced(LossInput input) {
            return new LossInput(
                    new TracedTensor(input.embeddings(), true),
                    TracedTensor.constant(input.labels()),
                    input.classes(),
                    each(input.state(), TracedTensor::constant),
                    input.tuples().map(TracedTensor::constant),
                    input.draws().map(TracedTensor::constant),
                    TracedTensor.constant(input.epoch()),
                    TracedTensor.constant(input.step()),
                    input.references()
                            .map(set -> new ReferenceSet(
                                    TracedTensor.constant(set.embeddings()), TracedTensor.constant(set.labels()))));
        }

        private static Map<String, Tensor> each(Map<String, Tensor> tensors, UnaryOperator<Tensor> change) {
            Map<String, Tensor> changed = new HashMap<>();
            tensors.forEach((name, tensor) -> changed.put(name, change.apply(tensor)));
            return changed;
        }

        @Override
        public List<LossState> state(LossSetting setting) {
            return loss.state(setting);
        }

        @Override
        public int drawsPerSample(int samples) {
            return loss.drawsPerSample(samples);
        }

        @Override
        public boolean comparesReferences() {
            return loss.comparesReferences();
        }

        @Override
        public Optional<TupleKind> listedTuples() {
            return loss.listedTuples();
        }

        @Override
        public Optional<Distance> trainedDistance() {
            return loss.trainedDistance();
        }

        @Override
        public Optional<Tensor> classScores(Tensor embeddings, Map<String, Tensor> state) {
            return loss.classScores(embeddings, state);
        }

        @Override
        public Optional<Tensor> classLogits(Tensor embeddings, Map<String, Tensor> state) {
            return loss.classLogits(embeddings, state);
        }
    }
}
