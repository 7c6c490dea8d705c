package org.metricloss.core.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metricloss.core.array.Shape;

/**
 * Everything that the next step of a session depends on, beside the session's request and the batch: a session that is
 * given it goes on as if it had never stopped, to the bit (same engine, same threads).
 *
 * @param weights all weights and state
 * @param optimizer what the optimizer has gathered, such as momentum, by names of the engine's own
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
     * {@return what was gathered under that name}
     *
     * @param name a name among what the optimizer has gathered
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
