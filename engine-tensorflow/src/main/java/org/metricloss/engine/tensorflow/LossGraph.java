package org.metricloss.engine.tensorflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.ObjectiveOutput;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.core.tensor.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * The part of a graph that computes an objective from embeddings, with placeholders for the labels, tuples and draws
 * of a batch, and for the epoch and step.
 *
 * @param labels INT64 [m]
 * @param tuples INT64 [t, 2] or [t, 3], if there are any
 * @param epoch an INT64 scalar
 * @param step an INT64 scalar
 * @param draws [m, k] for each term that needs random draws
 * @param output the losses
 * @param readings the values of {@link ObjectiveOutput#readings}, one after the other
 */
record LossGraph(
        Operand<? extends TType> labels,
        Optional<Operand<? extends TType>> tuples,
        Operand<? extends TType> epoch,
        Operand<? extends TType> step,
        Map<Term, TensorFlowTensor> draws,
        ObjectiveOutput output,
        Operand<TFloat64> readings) {

    /**
     * Adds an objective to a graph.
     *
     * @param tf adds operations to the graph
     * @param part the part of the graph that it goes into
     * @param objective the objective
     * @param classes the number of classes
     * @param embeddings [m, d]
     * @param state every state by its name in the objective
     * @param tuples the shape of the explicit tuples, if there are any
     */
    static LossGraph of(
            Ops tf,
            GraphPart part,
            Objective objective,
            int classes,
            TensorFlowTensor embeddings,
            Map<String, TensorFlowTensor> state,
            Optional<Shape> tuples) {
        int m = embeddings.shape().size(0);
        TensorFlowTensor labels = TensorFlowTensor.placeholder(tf, part, DataType.INT64, Shape.of(m));
        Optional<TensorFlowTensor> explicit =
                tuples.map(shape -> TensorFlowTensor.placeholder(tf, part, DataType.INT64, shape));
        TensorFlowTensor epoch = TensorFlowTensor.placeholder(tf, part, DataType.INT64, Shape.of());
        TensorFlowTensor step = TensorFlowTensor.placeholder(tf, part, DataType.INT64, Shape.of());
        Map<Term, TensorFlowTensor> draws = new LinkedHashMap<>();
        for (Term term : objective.terms()) {
            int perSample = term.loss().drawsPerSample(m);
            if (perSample > 0) {
                draws.put(term, TensorFlowTensor.placeholder(tf, part, embeddings.dataType(), Shape.of(m, perSample)));
            }
        }
        ObjectiveOutput output = ObjectiveOutput.of(
                objective,
                new LossInput(
                        embeddings,
                        labels,
                        classes,
                        Map.copyOf(state),
                        explicit.map(Function.identity()),
                        Optional.empty(),
                        epoch,
                        step),
                term -> Optional.ofNullable(draws.get(term)));
        return new LossGraph(
                labels.operand(),
                explicit.map(TensorFlowTensor::operand),
                epoch.operand(),
                step.operand(),
                draws,
                output,
                readings(tf, output.readings()));
    }

    /**
     * Feeds the place of a batch in the training.
     *
     * @param feeds gets the values
     * @param epochsBefore the epoch, counted from 0
     * @param stepsBefore how many steps the optimizer took before
     */
    void feed(Feeds feeds, long epochsBefore, long stepsBefore) {
        feeds.put(epoch, TInt64.scalarOf(epochsBefore));
        feeds.put(step, TInt64.scalarOf(stepsBefore));
    }

    private static Operand<TFloat64> readings(Ops tf, List<Tensor> scalars) {
        List<Operand<TFloat64>> doubles = scalars.stream()
                .<Operand<TFloat64>>map(scalar -> tf.dtypes.cast(Outputs.of(scalar), TFloat64.class))
                .toList();
        return tf.stack(doubles);
    }
}
