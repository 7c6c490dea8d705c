package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.core.engine.StepResult;
import org.metricloss.core.loss.DiagnosticReading;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.core.tensor.Tensor;

/** An objective computed on one batch: the arrays are open until the surrounding scope closes. */
final class ObjectiveRun {
    private final Objective objective;
    private final List<LossOutput> outputs;
    private final NDArray total;

    private ObjectiveRun(Objective objective, List<LossOutput> outputs, NDArray total) {
        this.objective = objective;
        this.outputs = outputs;
        this.total = total;
    }

    /**
     * @param objective the objective
     * @param setting the classes and dimension
     * @param embeddings [m, d]
     * @param labels [m]
     * @param state every state by its name in the objective
     * @param tuples explicit tuples, if any
     * @param draws random draws of a term, if it needs any
     */
    static ObjectiveRun of(
            Objective objective,
            LossSetting setting,
            NDArray embeddings,
            NDArray labels,
            Map<String, NDArray> state,
            Optional<NDArray> tuples,
            Function<Term, Optional<NDArray>> draws) {
        Tensor x = new DjlTensor(embeddings);
        Tensor y = new DjlTensor(labels);
        Optional<Tensor> explicit = tuples.map(DjlTensor::new);
        List<LossOutput> outputs = new ArrayList<>();
        NDArray total = null;
        for (Term term : objective.terms()) {
            LossOutput output = term.loss()
                    .compute(new LossInput(
                            x,
                            y,
                            stateOf(term, setting, state),
                            explicit,
                            draws.apply(term).map(DjlTensor::new)));
            outputs.add(output);
            NDArray weighted = DjlTensor.unwrap(
                    term.weight() == 1 ? output.value() : output.value().mul(term.weight()));
            total = total == null ? weighted : total.add(weighted);
        }
        return new ObjectiveRun(objective, outputs, total);
    }

    /** @return a term's state by its name within the loss */
    static Map<String, Tensor> stateOf(Term term, LossSetting setting, Map<String, NDArray> state) {
        Map<String, Tensor> own = new HashMap<>();
        for (LossState declared : term.loss().state(setting)) {
            own.put(declared.name(), new DjlTensor(state.get(term.stateName(declared))));
        }
        return own;
    }

    /** Differentiates the weighted sum; gradients arrive at the arrays that have one attached. */
    void backward(GradientCollector collector) {
        // PyTorch refuses to differentiate what depends on nothing: a batch without tuples still has a gradient of 0.
        NDArray anchor = total.getManager().zeros(total.getShape(), total.getDataType());
        anchor.setRequiresGradient(true);
        collector.backward(total.add(anchor));
    }

    /** @return the next value of every moved state, by its name in the objective */
    Map<String, NDArray> nextState() {
        Map<String, NDArray> next = new LinkedHashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            Term term = objective.terms().get(i);
            outputs.get(i)
                    .nextState()
                    .forEach((name, value) -> next.put(term.stateName(name), DjlTensor.unwrap(value)));
        }
        return next;
    }

    StepResult read() {
        List<StepResult.TermResult> terms = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            LossOutput output = outputs.get(i);
            List<DiagnosticReading> diagnostics = output.diagnostics().stream()
                    .map(d -> new DiagnosticReading(
                            d.name(),
                            d.kind(),
                            DjlArrays.scalar(DjlTensor.unwrap(d.sum())),
                            DjlArrays.scalar(DjlTensor.unwrap(d.count()))))
                    .toList();
            terms.add(new StepResult.TermResult(
                    objective.terms().get(i).name(), DjlArrays.scalar(DjlTensor.unwrap(output.value())), diagnostics));
        }
        return new StepResult(DjlArrays.scalar(total), terms);
    }
}
