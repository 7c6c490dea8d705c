package org.metricloss.core.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;

/**
 * Embeddings to evaluate an objective on. The arrays of int are not copied.
 *
 * @param embeddings [m, d]
 * @param labels m class indices, each in [0, classes); they need not be contiguous
 * @param classes the number of classes
 * @param state every state of the objective by its name there, see
 *     {@link org.metricloss.core.loss.Objective#state}
 * @param tuples explicit pairs [t][2] or triplets [t][3] of rows of the embeddings, at least one, if any
 * @param draws uniform draws [m, k], if the objective needs any
 * @param type the floating-point type to compute in
 * @param step how many steps the optimizer took before, at least 0; the epoch is 0
 */
public record LossExample(
        DoubleArray embeddings,
        int[] labels,
        int classes,
        Map<String, DoubleArray> state,
        Optional<int[][]> tuples,
        Optional<DoubleArray> draws,
        DataType type,
        long step) {
    /**
     * What two examples of one objective must share for one computation to serve both.
     *
     * @param embeddings the shape [m, d]
     * @param classes the number of classes
     * @param tuples the number of explicit tuples, 0 if there are none
     * @param type the floating-point type to compute in
     */
    public record Form(Shape embeddings, int classes, int tuples, DataType type) {}

    /** Checks that the parts fit together. */
    public LossExample {
        state = Map.copyOf(state);
        if (embeddings.shape().rank() != 2) {
            throw new IllegalArgumentException("embeddings must be a matrix [m, d], got " + embeddings.shape());
        }
        if (labels.length != embeddings.shape().size(0)) {
            throw new IllegalArgumentException("%s labels for %s embeddings"
                    .formatted(labels.length, embeddings.shape().size(0)));
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException("labels must be in [0, %s), got %s".formatted(classes, label));
            }
        }
        tuples.ifPresent(listed -> requireTuples(listed, labels.length));
        if (!type.isFloating()) {
            throw new IllegalArgumentException("type must be FLOAT32 or FLOAT64, got " + type);
        }
        if (!(step >= 0)) {
            throw new IllegalArgumentException("step must be >= 0, got " + step);
        }
    }

    /**
     * An example at the first step.
     *
     * @param embeddings [m, d]
     * @param labels m class indices
     * @param classes the number of classes
     * @param state every state of the objective
     * @param tuples explicit pairs or triplets, if any
     * @param draws uniform draws, if the objective needs any
     * @param type the floating-point type to compute in
     */
    public LossExample(
            DoubleArray embeddings,
            int[] labels,
            int classes,
            Map<String, DoubleArray> state,
            Optional<int[][]> tuples,
            Optional<DoubleArray> draws,
            DataType type) {
        this(embeddings, labels, classes, state, tuples, draws, type, 0);
    }

    private static void requireTuples(int[][] listed, int samples) {
        if (listed.length == 0) {
            throw new IllegalArgumentException("there must be at least one pair or triplet, got none");
        }
        for (int[] tuple : listed) {
            if (tuple.length != listed[0].length || tuple.length < 2 || tuple.length > 3) {
                throw new IllegalArgumentException(
                        "tuples must be all pairs or all triplets, got " + Arrays.toString(tuple));
            }
            for (int member : tuple) {
                if (member < 0 || member >= samples) {
                    throw new IllegalArgumentException(
                            "members of tuples must be in [0, %s), got %s".formatted(samples, member));
                }
            }
        }
    }

    /**
     * An example in float64 without tuples and draws.
     *
     * @param embeddings [m, d]
     * @param labels m class indices
     * @param classes the number of classes
     * @param state every state of the objective
     * @return the example
     */
    public static LossExample of(DoubleArray embeddings, int[] labels, int classes, Map<String, DoubleArray> state) {
        return new LossExample(
                embeddings, labels, classes, state, Optional.empty(), Optional.empty(), DataType.FLOAT64);
    }

    /**
     * {@return this example at another step}
     *
     * @param newStep how many steps the optimizer took before, at least 0
     */
    public LossExample at(long newStep) {
        return new LossExample(embeddings, labels, classes, state, tuples, draws, type, newStep);
    }

    /** {@return what this shares with every example that the same computation serves} */
    public Form form() {
        return new Form(
                embeddings.shape(), classes, tuples.map(listed -> listed.length).orElse(0), type);
    }

    /**
     * Checks that the computation for another example serves this one.
     *
     * @param form the form of the other example
     * @throws IllegalArgumentException if it does not
     */
    public void requireForm(Form form) {
        if (!form().equals(form)) {
            throw new IllegalArgumentException("the example must have the form %s, got %s".formatted(form, form()));
        }
    }

    /** {@return the number of classes and the embedding dimension} */
    public LossSetting setting() {
        return new LossSetting(classes, embeddings.shape().size(1));
    }

    /**
     * Checks that every state and every draw of an objective is here.
     *
     * @param objective the objective
     * @throws IllegalArgumentException if one is missing or has another shape
     */
    public void requireFits(Objective objective) {
        objective
                .state(setting())
                .forEach((name, declared) -> requireShape(
                        "state '%s' must have".formatted(name),
                        declared.shape(),
                        Optional.ofNullable(state.get(name))));
        for (Term term : objective.terms()) {
            int perSample = term.loss().drawsPerSample(labels.length);
            if (perSample > 0) {
                requireShape(
                        "loss '%s' needs draws of".formatted(term.name()), Shape.of(labels.length, perSample), draws);
            }
        }
    }

    private static void requireShape(String what, Shape shape, Optional<DoubleArray> given) {
        Optional<Shape> got = given.map(DoubleArray::shape);
        if (!got.equals(Optional.of(shape))) {
            throw new IllegalArgumentException("%s shape %s, got %s"
                    .formatted(what, shape, got.map(Shape::toString).orElse("none")));
        }
    }
}
