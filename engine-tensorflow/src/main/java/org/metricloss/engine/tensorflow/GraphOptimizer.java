package org.metricloss.engine.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.network.ParameterSpec;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Moves the variables of a graph that are trained, each with what its rule gathers over the steps. */
final class GraphOptimizer {
    private final Ops tf;
    private final OptimizerSpec spec;
    private final Variables variables;
    private final UpdateRule rule;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final List<Op> resets = new ArrayList<>();
    private long steps;

    private record Slot(List<Variable> gathered, float learningRate) {}

    /**
     * Adds what is gathered over the steps to a graph.
     *
     * @param tf adds operations to the graph
     * @param request what is trained
     * @param variables what is moved
     */
    GraphOptimizer(Ops tf, SessionRequest request, Variables variables) {
        this.tf = tf;
        this.spec = request.optimizer();
        this.variables = variables;
        this.rule = UpdateRule.of(tf, spec);
        for (ParameterSpec parameter : request.network().parameters()) {
            if (parameter.role() == ParameterSpec.Role.TRAINED) {
                add(Weights.networkName(parameter.name()), 1);
            }
        }
        request.objective().state(request.setting()).forEach((state, declared) -> {
            if (declared instanceof LossState.Learned learned) {
                add(Weights.lossName(state), learned.learningRateFactor());
            }
        });
    }

    private void add(String name, double learningRateFactor) {
        Operand<TFloat32> value = variables.get(name).read();
        List<Variable> gathered = new ArrayList<>();
        for (String kind : rule.gathered()) {
            Variable variable = new Variable(tf, kind + "." + name, HostArrays.shape(value.shape()), false);
            gathered.add(variable);
            resets.add(variable.assign(tf, tf.zerosLike(value)));
        }
        slots.put(name, new Slot(gathered, (float) (spec.learningRate() * learningRateFactor)));
    }

    /** @return the full names of what is trained */
    Iterable<String> trained() {
        return slots.keySet();
    }

    /** Starts anew: what was gathered is forgotten. */
    void reset(Session session) {
        Session.Runner runner = session.runner();
        resets.forEach(runner::addTarget);
        runner.run().close();
        steps = 0;
    }

    /**
     * @param last adds operations to the graph that run when every value of the step has been computed
     * @param gradients the gradient of each trained variable by full name, without weight decay
     * @param reads each variable's value in this step, by full name
     * @return one update for each trained variable
     */
    List<Op> updates(
            Ops last, Map<String, Operand<TNumber>> gradients, Map<String, ? extends Operand<TFloat32>> reads) {
        List<Op> updates = new ArrayList<>();
        slots.forEach((name, slot) -> updates.add(rule.update(
                last,
                variables.get(name),
                slot.gathered(),
                slot.learningRate(),
                decayed(TensorFlowTensor.float32(gradients.get(name)), reads.get(name)))));
        return updates;
    }

    private Operand<TFloat32> decayed(Operand<TFloat32> gradient, Operand<TFloat32> value) {
        return spec.weightDecay() == 0
                ? gradient
                : tf.math.add(gradient, tf.math.mul(value, tf.constant((float) spec.weightDecay())));
    }

    /**
     * Counts a step that is about to run.
     *
     * @param feeds takes what the updates need to know of it
     * @param learningRateFactor times every learning rate
     */
    void feed(Feeds feeds, double learningRateFactor) {
        steps++;
        rule.feed(feeds, steps, learningRateFactor);
    }
}
