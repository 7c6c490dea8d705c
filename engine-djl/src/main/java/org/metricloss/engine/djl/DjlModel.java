package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingState;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.ParameterSpec;
import org.metricloss.core.tensor.Tensor;

/**
 * Everything that training changes, in native memory: the parameters of the network and the state of losses and
 * optimizer.
 */
final class DjlModel implements AutoCloseable {
    private final NDManager manager;
    private final NetworkPlan plan;
    private final DjlNetwork network;
    private final DjlOptimizer optimizer;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();
    private final Map<String, NDArray> lossState = new LinkedHashMap<>();

    /**
     * Creates a model from the state of another.
     *
     * @throws IllegalArgumentException if the state does not fit the request
     */
    static DjlModel resumed(NDManager parent, SessionRequest request, TrainingState state) {
        DjlModel model = new DjlModel(parent, request, state.weights());
        try {
            model.optimizer.resume(state);
            return model;
        } catch (RuntimeException refused) {
            model.close();
            throw refused;
        }
    }

    /**
     * @param parent the owner of the native memory
     * @param request what is trained
     * @param weights the values to start from
     * @throws IllegalArgumentException if the weights do not fit the request
     */
    DjlModel(NDManager parent, SessionRequest request, Weights weights) {
        request.requireFits(weights);
        manager = parent.newSubManager();
        try {
            plan = request.network();
            optimizer = DjlOptimizer.of(request.optimizer());
            for (ParameterSpec parameter : request.network().parameters()) {
                String name = Weights.networkName(parameter.name());
                NDArray array = take(weights, name);
                parameters.put(parameter.name(), array);
                if (parameter.role() == ParameterSpec.Role.TRAINED) {
                    train(name, array, parameter.learningRateFactor(), parameter.decayFactor());
                }
            }
            request.objective().state(request.setting()).forEach((name, declared) -> {
                NDArray array = take(weights, Weights.lossName(name));
                lossState.put(name, array);
                if (declared instanceof LossState.Learned learned) {
                    train(Weights.lossName(name), array, learned.learningRateFactor(), learned.decays() ? 1 : 0);
                }
            });
            network = new DjlNetwork(plan, parameters);
        } catch (RuntimeException refused) {
            manager.close();
            throw refused;
        }
    }

    private NDArray take(Weights weights, String name) {
        return DjlArrays.owned(manager, weights.get(name));
    }

    private void train(String name, NDArray array, double learningRateFactor, double decayFactor) {
        array.setRequiresGradient(true);
        optimizer.add(manager, name, array, learningRateFactor, decayFactor);
    }

    DjlNetwork network() {
        return network;
    }

    /** {@return the network with its current parameters as constants, which get no gradient; for the open scope} */
    DjlNetwork constantNetwork() {
        return new DjlNetwork(plan, DjlArrays.constants(parameters));
    }

    /** {@return the losses' state by its name in the objective} */
    Map<String, NDArray> lossState() {
        return lossState;
    }

    /**
     * Updates everything after one step, inside the scope that computed it.
     *
     * @param nextState the next value of each moved state
     * @param learningRateFactor times every learning rate
     */
    void update(Map<String, Tensor> nextState, double learningRateFactor) {
        optimizer.step(learningRateFactor);
        nextState.forEach((name, next) -> lossState
                .put(name, DjlArrays.kept(manager, DjlTensor.unwrap(next)))
                .close());
    }

    /** {@return how many steps the optimizer took} */
    long steps() {
        return optimizer.steps();
    }

    /** {@return a copy of all values} */
    Weights weights() {
        Map<String, FloatArray> copies = new LinkedHashMap<>();
        parameters.forEach((name, array) -> copies.put(Weights.networkName(name), DjlArrays.readFloats(array)));
        lossState.forEach((name, array) -> copies.put(Weights.lossName(name), DjlArrays.readFloats(array)));
        return Weights.of(copies);
    }

    /** {@return a copy of all values and of the accumulators of the optimizer} */
    TrainingState state() {
        return new TrainingState(weights(), optimizer.gathered(), optimizer.steps());
    }

    @Override
    public void close() {
        manager.close();
    }
}
