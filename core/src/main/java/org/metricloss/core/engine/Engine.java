package org.metricloss.core.engine;

import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.plugin.Plugin;
import org.metricloss.core.plugin.Registry;

/**
 * Computes tensors, gradients and training on a machine-learning library. Implementations are found by {@link
 * java.util.ServiceLoader}. Creating an engine loads no native library; the first use does.
 */
public interface Engine extends Plugin {
    /** {@return one line for lists: the library and how it computes; empty by default} */
    default String summary() {
        return "";
    }

    /**
     * Loads the native library if it is not loaded yet.
     *
     * @return versions
     * @throws EngineException if the library cannot be loaded on this machine
     */
    EngineInfo info();

    /** {@return what this engine computes on; the processor by default} */
    default Device device() {
        return Device.CPU;
    }

    /**
     * Loads the native library if it is not loaded yet.
     *
     * @return the GPUs that this engine can compute on, or why there is none; none by default
     */
    default Gpus gpus() {
        return Gpus.none("this engine computes on the CPU only");
    }

    /**
     * {@return this engine, computing on a device} An engine that {@link #all} finds computes on the processor.
     *
     * @param device the device
     * @throws EngineException if it cannot compute on it; the message says why, and what to install
     */
    default Engine on(Device device) {
        if (!device.isGpu()) {
            return this;
        }
        gpus().get(id(), device);
        throw new EngineException("engine %s computes on the CPU only".formatted(id()));
    }

    /**
     * Opens a training session.
     *
     * @param request the network, objective, optimizer, initial weights and threads
     * @return the session; the caller closes it
     * @throws EngineException if the library cannot be loaded or refuses the request
     * @throws IllegalArgumentException if the weights do not fit the request
     */
    TrainingSession open(SessionRequest request);

    /**
     * Evaluates an objective on given embeddings, apart from any network: its value, its gradients and the next value
     * of its state.
     *
     * @param objective the objective
     * @param example the embeddings, labels and state
     * @return what the engine computed
     * @throws IllegalArgumentException if the example does not fit the objective
     */
    Evaluated evaluate(Objective objective, LossExample example);

    /**
     * Makes an objective on given embeddings ready to be computed many times.
     *
     * @param objective the objective
     * @param example the embeddings, labels and state
     * @param threads the threads one operation may use, at least 1
     * @return the objective on those embeddings; the caller closes it
     * @throws IllegalArgumentException if the example does not fit the objective
     */
    PreparedLoss prepare(Objective objective, LossExample example, int threads);

    /**
     * Predicts the memory of arrays that a loss holds in one step. Engines differ in how long they keep an array: this
     * is the most that exists at once.
     *
     * @param arrays what the loss states
     * @return bytes, an estimate; at most {@link Long#MAX_VALUE}
     */
    long bytes(HeldArrays arrays);

    /** {@return all engines on the class path} */
    static Registry<Engine> all() {
        return Registry.load(Engine.class, "engine");
    }
}
