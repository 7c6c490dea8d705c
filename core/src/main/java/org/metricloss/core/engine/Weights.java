package org.metricloss.core.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.metricloss.core.array.Shape;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.ParameterSpec;
import org.metricloss.core.random.RandomStream;

/**
 * Everything that training changes, by name: the network's parameters under {@code network.}, the losses' learned and
 * moved state under {@code loss.}. Engine-neutral, so that engines can start from the same numbers and hand theirs
 * over.
 */
public final class Weights {
    private final Map<String, FloatArray> arrays;

    private Weights(Map<String, FloatArray> arrays) {
        this.arrays = arrays;
    }

    /**
     * {@return the weights}
     *
     * @param arrays the arrays by full name, in order
     */
    public static Weights of(Map<String, FloatArray> arrays) {
        return new Weights(Collections.unmodifiableMap(new LinkedHashMap<>(arrays)));
    }

    /**
     * Draws the weights a trial starts from. Each array has a random stream of its own, so a network starts alike under
     * every objective, and a loss alike in every objective.
     *
     * @param plan the network
     * @param objective the objective
     * @param classes the number of classes
     * @param seed the trial's seed
     * @return every parameter and state
     */
    public static Weights initial(NetworkPlan plan, Objective objective, int classes, long seed) {
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        for (ParameterSpec parameter : plan.parameters()) {
            String name = networkName(parameter.name());
            arrays.put(name, draw(parameter.shape(), parameter.initializer(), seed, name));
        }
        objective
                .state(new LossSetting(classes, plan.embeddingDimension()))
                .forEach((state, declared) -> arrays.put(lossName(state), initialState(state, declared, seed)));
        return of(arrays);
    }

    /**
     * {@return the value that a state starts from in a trial of that seed}
     *
     * @param name its name in its objective, see {@link Objective#state}
     * @param declared the state
     * @param seed the trial's seed
     */
    public static FloatArray initialState(String name, LossState declared, long seed) {
        return draw(declared.shape(), declared.initializer(), seed, lossName(name));
    }

    /**
     * {@return its full name}
     *
     * @param parameter a parameter's name in its network, see {@link ParameterSpec#name}
     */
    public static String networkName(String parameter) {
        return "network." + parameter;
    }

    /**
     * {@return its full name}
     *
     * @param state a state's name in its objective, see {@link Objective#state}
     */
    public static String lossName(String state) {
        return "loss." + state;
    }

    /** {@return whether a full name is that of a loss's state} */
    public static boolean isLossState(String name) {
        return name.startsWith("loss.");
    }

    /** {@return the full names, in order} */
    public Set<String> names() {
        return arrays.keySet();
    }

    /**
     * {@return the array}
     *
     * @param name a full name
     * @throws IllegalArgumentException if there is none of that name
     */
    public FloatArray get(String name) {
        FloatArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no weights '%s'; there are: %s".formatted(name, names()));
        }
        return array;
    }

    /**
     * {@return the array}
     *
     * @param name a full name
     * @param shape the shape it must have
     * @throws IllegalArgumentException if there is none of that name, or if its shape differs
     */
    public FloatArray get(String name, Shape shape) {
        FloatArray array = get(name);
        if (!array.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "weights '%s' must have shape %s, got %s".formatted(name, shape, array.shape()));
        }
        return array;
    }

    /**
     * {@return these weights with that one replaced}
     *
     * @param name a full name that is there
     * @param value another value of the same shape
     * @throws IllegalArgumentException if there is none of that name, or if its shape differs
     */
    public Weights with(String name, FloatArray value) {
        Shape shape = get(name).shape();
        if (!value.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "weights '%s' must have shape %s, got %s".formatted(name, shape, value.shape()));
        }
        Map<String, FloatArray> replaced = new LinkedHashMap<>(arrays);
        replaced.put(name, value);
        return of(replaced);
    }

    private static FloatArray draw(Shape shape, Initializer initializer, long seed, String name) {
        return FloatArray.of(shape, initializer.draw(shape, RandomStream.of(seed, "weights/" + name)));
    }
}
