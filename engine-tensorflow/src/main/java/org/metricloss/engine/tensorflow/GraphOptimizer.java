package org.metricloss.engine.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingState;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.network.ParameterSpec;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Updates the trained variables of a graph, each with the accumulators of its rule. */
final class GraphOptimizer {
    private final Ops tf;
    private final OptimizerSpec spec;
    private final Variables variables;
    private final UpdateRule rule;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final Map<String, Variable> gathered = new LinkedHashMap<>();
    private final Map<String, Operand<TFloat32>> copies = new LinkedHashMap<>();
    private final List<Op> resets = new ArrayList<>();
    private long steps;

    private record Slot(List<Variable> gathered, float learningRate, double decay) {}

    /**
     * Adds the accumulators to a graph.
     *
     * @param tf adds operations to the graph
     * @param request what is trained
     * @param variables the variables to update
     */
    GraphOptimizer(Ops tf, SessionRequest request, Variables variables) {
        this.tf = tf;
        this.spec = request.optimizer();
        this.variables = variables;
        this.rule = UpdateRule.of(tf, spec);
        for (ParameterSpec parameter : request.network().parameters()) {
            if (parameter.role() == ParameterSpec.Role.TRAINED) {
                add(Weights.networkName(parameter.name()), parameter.learningRateFactor(), parameter.decayFactor());
            }
        }
        request.objective().state(request.setting()).forEach((state, declared) -> {
            if (declared instanceof LossState.Learned learned) {
                add(Weights.lossName(state), learned.learningRateFactor(), learned.decays() ? 1 : 0);
            }
        });
    }

    private void add(String name, double learningRateFactor, double decayFactor) {
        Operand<TFloat32> value = variables.get(name).read();
        List<Variable> own = new ArrayList<>();
        for (String kind : rule.gathered()) {
            String full = kind + "." + name;
            Variable variable = new Variable(tf, full, HostArrays.shape(value.shape()), false);
            own.add(variable);
            gathered.put(full, variable);
            copies.put(full, variable.read());
            resets.add(variable.assign(tf, tf.zerosLike(value)));
        }
        float rate = (float) (spec.learningRate() * learningRateFactor);
        slots.put(name, new Slot(own, rate, spec.weightDecay() * decayFactor));
    }

    /** {@return a copy of the accumulators, by name} */
    Map<String, FloatArray> gathered(Session session) {
        if (copies.isEmpty()) {
            return Map.of();
        }
        Session.Runner runner = Runs.of(session);
        copies.values().forEach(runner::fetch);
        try (Result result = runner.run()) {
            Map<String, FloatArray> arrays = new LinkedHashMap<>();
            int next = 0;
            for (Map.Entry<String, Variable> named : gathered.entrySet()) {
                arrays.put(
                        named.getKey(), FloatArray.of(named.getValue().shape(), HostArrays.floats(result.get(next++))));
            }
            return arrays;
        }
    }

    /** {@return how many steps were counted since the start or the last {@link #reset}} */
    long steps() {
        return steps;
    }

    /**
     * Checks accumulators.
     *
     * @throws IllegalArgumentException if names or shapes differ from those of this optimizer
     */
    void requireFits(TrainingState state) {
        gathered.forEach((name, variable) -> state.optimizer(name, variable.shape()));
    }

    /** Replaces the accumulators and the number of steps by those of another session. */
    void resume(Session session, TrainingState state) {
        steps = state.steps();
        if (gathered.isEmpty()) {
            return;
        }
        try (Feeds feeds = new Feeds()) {
            gathered.forEach((name, variable) -> feeds.put(
                    variable.given(),
                    HostArrays.of(state.optimizer(name, variable.shape()).toArray(), variable.shape())));
            Session.Runner runner = feeds.runner(session);
            gathered.values().forEach(variable -> runner.addTarget(variable.assignGiven()));
            runner.run().close();
        }
    }

    /** {@return the full names of what is trained} */
    Iterable<String> trained() {
        return slots.keySet();
    }

    /** Resets the accumulators and the number of steps. */
    void reset(Session session) {
        // Where everything is frozen there is nothing to reset, and TensorFlow refuses to run nothing.
        if (!resets.isEmpty()) {
            Session.Runner runner = Runs.of(session);
            resets.forEach(runner::addTarget);
            runner.run().close();
        }
        steps = 0;
    }

    /**
     * {@return one update for each trained variable}
     *
     * @param last adds operations to the graph that run when every value of the step has been computed
     * @param gradients the gradient of each trained variable by full name, without weight decay
     * @param reads each variable's value in this step, by full name
     */
    List<Op> updates(
            Ops last, Map<String, Operand<TNumber>> gradients, Map<String, ? extends Operand<TFloat32>> reads) {
        Map<String, Operand<TFloat32>> clipped = clipped(gradients);
        List<Op> updates = new ArrayList<>();
        slots.forEach((name, slot) -> {
            Variable variable = variables.get(name);
            Operand<TFloat32> read = reads.get(name);
            Ops after = shortened(last, variable, read, slot);
            Operand<TFloat32> gradient = rule.decoupledDecay().isPresent()
                    ? clipped.get(name)
                    : decayed(clipped.get(name), read, slot.decay());
            updates.add(rule.update(after, variable, slot.gathered(), slot.learningRate(), gradient));
        });
        return updates;
    }

    /** Scales all gradients together if their norm is larger than {@link OptimizerSpec#clipNorm}. */
    private Map<String, Operand<TFloat32>> clipped(Map<String, Operand<TNumber>> gradients) {
        Map<String, Operand<TFloat32>> floats = new LinkedHashMap<>();
        slots.keySet().forEach(name -> floats.put(name, Outputs.float32(gradients.get(name))));
        if (spec.clipNorm().isEmpty() || floats.isEmpty()) {
            return floats;
        }
        List<Operand<TFloat32>> squares = new ArrayList<>();
        floats.values()
                .forEach(gradient -> squares.add(tf.reduceSum(
                        tf.reshape(tf.math.square(gradient), tf.constant(new int[] {-1})), tf.constant(0))));
        Operand<TFloat32> norm = tf.math.sqrt(tf.math.addN(squares));
        // If the norm is 0, the quotient is infinite and the factor 1.
        Operand<TFloat32> shortening = tf.math.minimum(
                tf.constant(1f), tf.math.div(tf.constant((float) spec.clipNorm().getAsDouble()), norm));
        floats.replaceAll((name, gradient) -> tf.math.mul(gradient, shortening));
        return floats;
    }

    /** Applies decoupled weight decay; what is added to the result runs after it. */
    private Ops shortened(Ops last, Variable variable, Operand<TFloat32> read, Slot slot) {
        if (rule.decoupledDecay().isEmpty() || slot.decay() == 0) {
            return last;
        }
        Operand<TFloat32> share = tf.math.mul(
                tf.constant((float) (slot.learningRate() * slot.decay())),
                rule.decoupledDecay().get());
        Op shorter = last.assignSubVariableOp(variable.handle(), tf.math.mul(read, share));
        return last.withControlDependencies(List.of(shorter));
    }

    private Operand<TFloat32> decayed(Operand<TFloat32> gradient, Operand<TFloat32> value, double decay) {
        return decay == 0 ? gradient : tf.math.add(gradient, tf.math.mul(value, tf.constant((float) decay)));
    }

    /**
     * Counts a step that is about to run.
     *
     * @param feeds gets the values that the updates need
     * @param learningRateFactor times every learning rate
     */
    void feed(Feeds feeds, double learningRateFactor) {
        steps++;
        rule.feed(feeds, steps, learningRateFactor);
    }
}
