package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.core.engine.ObjectiveOutput;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.core.tensor.Tensor;

/**
 * An objective computed apart from any network, and its gradients.
 *
 * @param embeddings a view of the embeddings, which has the gradient
 * @param learned views of the learned states by their names in the objective, which have the gradients
 * @param output the losses
 */
record DjlObjective(NDArray embeddings, Map<String, NDArray> learned, ObjectiveOutput output) {
    /**
     * The inputs of an objective. Each array outlives the scope of the computation.
     *
     * @param embeddings [m, d]
     * @param labels INT64 [m]
     * @param classes the number of classes
     * @param state every state by its name in the objective
     * @param tuples INT64 [t, 2] or [t, 3], if they are listed
     * @param draws the random draws of a term, if it needs any
     * @param epoch an INT64 scalar
     * @param step an INT64 scalar
     */
    record Batch(
            NDArray embeddings,
            NDArray labels,
            int classes,
            Map<String, NDArray> state,
            Optional<NDArray> tuples,
            Function<Term, Optional<NDArray>> draws,
            NDArray epoch,
            NDArray step) {}

    /**
     * Computes an objective in the open scope. PyTorch must record gradients if they are wanted.
     *
     * @param objective the objective
     * @param declared its states by their names
     * @param batch what it is computed on
     * @param copies counts what host functions copy
     * @param backward whether the gradients are computed
     */
    static DjlObjective of(
            Objective objective, Map<String, LossState> declared, Batch batch, HostCopies copies, boolean backward) {
        // Each run has views of its own, because gradients would accumulate in the arrays themselves.
        NDArray x = differentiated(batch.embeddings);
        AttachedGradients attached = new AttachedGradients(copies);
        Map<String, NDArray> learned = new LinkedHashMap<>();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        batch.state.forEach((name, array) -> {
            NDArray value = array;
            if (declared.get(name) instanceof LossState.Learned) {
                value = differentiated(array);
                learned.put(name, value);
            }
            tensors.put(name, new DjlTensor(value, attached));
        });
        ObjectiveOutput output = ObjectiveOutput.of(
                objective,
                new LossInput(
                        new DjlTensor(x, attached),
                        new DjlTensor(batch.labels, attached),
                        batch.classes,
                        tensors,
                        batch.tuples.map(array -> new DjlTensor(array, attached)),
                        Optional.empty(),
                        new DjlTensor(batch.epoch, attached),
                        new DjlTensor(batch.step, attached)),
                term -> batch.draws.apply(term).map(array -> new DjlTensor(array, attached)));
        if (backward) {
            attached.differentiate(DjlTensor.unwrap(output.value()));
        }
        return new DjlObjective(x, learned, output);
    }

    private static NDArray differentiated(NDArray array) {
        NDArray view = array.stopGradient();
        view.setRequiresGradient(true);
        return view;
    }
}
