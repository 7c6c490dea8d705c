package org.metricloss.engine.tensorflow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;

/** The values that one run of a session is fed with: native copies of host arrays, closed together. */
final class Feeds implements AutoCloseable {
    private final Map<Operand<?>, Tensor> tensors = new LinkedHashMap<>();

    /**
     * Feeds a native tensor.
     *
     * @param placeholder where the values go
     * @param tensor the values, closed with these feeds
     */
    void put(Operand<?> placeholder, Tensor tensor) {
        tensors.put(placeholder, tensor);
    }

    /**
     * Feeds an array.
     *
     * @param placeholder where the values go, of a shape known in full
     * @param values the values, row-major
     */
    void put(Operand<TFloat32> placeholder, float[] values) {
        put(placeholder, HostArrays.of(values, HostArrays.shape(placeholder.shape())));
    }

    /** {@return a run of that session with everything fed} */
    Session.Runner runner(Session session) {
        Session.Runner runner = Runs.of(session);
        to(runner);
        return runner;
    }

    /** Feeds everything to a run. */
    void to(Session.Runner runner) {
        tensors.forEach(runner::feed);
    }

    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
    }
}
