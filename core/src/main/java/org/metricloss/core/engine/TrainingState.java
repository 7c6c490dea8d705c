package org.metricloss.core.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metricloss.core.array.Shape;

/**
 * Everything that the next step of a session depends on, besides the session's request and the batch. A session that
 * restores it continues as if it had never stopped, bit for bit, on the same engine with the same number of threads.
 *
 * @param weights all weights and state
 * @param optimizer the accumulators of the optimizer, such as momentum, by names that the engine defines
 * @param steps the steps that the optimizer has counted, at least 0
 */
public record TrainingState(Weights weights, Map<String, FloatArray> optimizer, long steps) {
    /** Copies the map and checks the range. */
    public TrainingState {
        optimizer = Collections.unmodifiableMap(new LinkedHashMap<>(optimizer));
        if (!(steps >= 0)) {
            throw new IllegalArgumentException("steps must be >= 0, got " + steps);
        }
    }

    /**
     * {@return the accumulator of that name}
     *
     * @param name the name of an accumulator
     * @param shape the shape it must have
     * @throws IllegalArgumentException if there is nothing of that name, or if its shape differs
     */
    public FloatArray optimizer(String name, Shape shape) {
        FloatArray array = optimizer.get(name);
        if (array == null || !array.shape().equals(shape)) {
            throw new IllegalArgumentException("optimizer state '%s' must have shape %s, got %s"
                    .formatted(name, shape, array == null ? "none" : array.shape()));
        }
        return array;
    }
}
