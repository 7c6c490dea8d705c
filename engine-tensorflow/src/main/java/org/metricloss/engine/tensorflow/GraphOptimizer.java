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

/** Stochastic gradient descent on the variables of a graph, with a velocity for each variable that is trained. */
final class GraphOptimizer {
    private final Ops tf;
    private final OptimizerSpec.Sgd sgd;
    private final Variables variables;
    private final Map<String, Float> learningRates = new LinkedHashMap<>();
    private final Map<String, Velocity> velocities = new LinkedHashMap<>();

    private record Velocity(Variable variable, Op reset) {}

    /**
     * Adds the velocities to a graph.
     *
     * @param tf adds operations to the graph
     * @param request what is trained
     * @param variables what is moved
     */
    GraphOptimizer(Ops tf, SessionRequest request, Variables variables) {
        if (!(request.optimizer() instanceof OptimizerSpec.Sgd plain)) {
            throw new IllegalArgumentException("engine tensorflow has no optimizer " + request.optimizer());
        }
        this.tf = tf;
        this.sgd = plain;
        this.variables = variables;
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
        Variable velocity = new Variable(tf, "velocity." + name, HostArrays.shape(value.shape()), false);
        velocities.put(name, new Velocity(velocity, velocity.assign(tf, tf.zerosLike(value))));
        learningRates.put(name, (float) (sgd.learningRate() * learningRateFactor));
    }

    /** @return the full names of what is trained */
    Iterable<String> trained() {
        return velocities.keySet();
    }

    /** Starts anew: momentum is forgotten. */
    void reset(Session session) {
        Session.Runner runner = session.runner();
        velocities.values().forEach(velocity -> runner.addTarget(velocity.reset()));
        runner.run().close();
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
        velocities.forEach((name, velocity) -> {
            Operand<TFloat32> gradient = decayed(TensorFlowTensor.float32(gradients.get(name)), reads.get(name));
            updates.add(last.train.resourceApplyMomentum(
                    variables.get(name).handle(),
                    velocity.variable().handle(),
                    tf.constant(learningRates.get(name)),
                    gradient,
                    tf.constant((float) sgd.momentum())));
        });
        return updates;
    }

    private Operand<TFloat32> decayed(Operand<TFloat32> gradient, Operand<TFloat32> value) {
        return sgd.weightDecay() == 0
                ? gradient
                : tf.math.add(gradient, tf.math.mul(value, tf.constant((float) sgd.weightDecay())));
    }
}
