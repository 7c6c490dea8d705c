package org.metricloss.engine.tensorflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Derivatives of a scalar; by a tensor that the scalar does not depend on, the derivative is 0. */
final class Gradients {
    private Gradients() {}

    /**
     * {@return the derivatives by name, each of its variable's shape}
     *
     * @param graph the graph that everything is in
     * @param tf adds operations to that graph
     * @param attached the gradients attached to what the scalar is made of
     * @param value the scalar
     * @param variables what it is differentiated by, by name
     */
    static Map<String, Operand<TNumber>> of(
            Graph graph,
            Ops tf,
            AttachedGradients attached,
            Operand<? extends TType> value,
            Map<String, ? extends Operand<? extends TType>> variables) {
        if (variables.isEmpty()) {
            return Map.of();
        }
        // A tensor that has a gradient attached has a path already. Another one would cost time proportional to its
        // size.
        List<Output<?>> reached = attached.all().stream()
                .<Output<?>>map(each -> each.x().asOutput())
                .toList();
        List<? extends Operand<? extends TType>> others = variables.values().stream()
                .filter(variable -> !reached.contains(variable.asOutput()))
                .toList();
        Output<?> connected = connected(tf, Outputs.number(value), others).asOutput();
        Output<?>[] by = variables.values().stream().map(Operand::asOutput).toArray(Output<?>[]::new);
        Output<?>[] derivatives = derivatives(graph, tf, attached.all(), connected, by);
        Map<String, Operand<TNumber>> named = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(variables.keySet());
        for (int i = 0; i < derivatives.length; i++) {
            named.put(names.get(i), Outputs.number(derivatives[i]));
        }
        return named;
    }

    /**
     * Applies the chain rule: through the operations of the scalar, and through each attached gradient times its
     * factor.
     */
    private static Output<?>[] derivatives(
            Graph graph, Ops tf, List<AttachedGradients.Attached> attached, Output<?> value, Output<?>[] by) {
        List<Operand<TNumber>> hooks =
                attached.stream().map(AttachedGradients.Attached::hook).toList();
        List<Output<?>> values = new ArrayList<>(
                List.of(connected(tf, Outputs.number(value), hooks).asOutput()));
        List<Output<?>> derivatives = new ArrayList<>(
                List.of(tf.constantOfSameType(Outputs.number(value), 1).asOutput()));
        // In reverse order: the factor of a gradient may depend on those attached later.
        for (int i = attached.size() - 1; i >= 0; i--) {
            AttachedGradients.Attached each = attached.get(i);
            Output<?> weight =
                    derivatives(graph, values, derivatives, each.hook().asOutput())[0];
            // Not x itself: TensorFlow stops at a node that it starts from, and would lose the gradient that reaches x
            // through the value.
            values.add(tf.identity(each.x()).asOutput());
            derivatives.add(tf.math.mul(each.gradient(), Outputs.number(weight)).asOutput());
        }
        return derivatives(graph, values, derivatives, by);
    }

    private static Output<?>[] derivatives(
            Graph graph, List<Output<?>> values, List<Output<?>> derivatives, Output<?>... by) {
        return graph.addGradients(null, values.toArray(Output<?>[]::new), by, derivatives.toArray(Output<?>[]::new));
    }

    /**
     * Adds the sum over an empty slice of each variable to the value: it is exactly 0, but gives gradients a path.
     * Without a path TensorFlow refuses to differentiate, or returns a broken output.
     */
    private static Operand<TNumber> connected(
            Ops tf, Operand<TNumber> value, Collection<? extends Operand<? extends TType>> variables) {
        Operand<TNumber> connected = value;
        for (Operand<? extends TType> variable : variables) {
            Operand<TNumber> flat = tf.reshape(Outputs.number(variable), tf.constant(new int[] {-1}));
            Operand<TNumber> nothing = tf.slice(flat, tf.constant(new int[] {0}), tf.constant(new int[] {0}));
            connected = tf.math.add(connected, tf.reduceSum(nothing, tf.constant(0)));
        }
        return connected;
    }
}
