package org.metricloss.core.loss;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.metricloss.core.plugin.Spelling;

/** Parameters from a map. */
record MapParameters(Map<String, ?> given) implements Parameters {
    MapParameters {
        given = Map.copyOf(given);
    }

    @Override
    public double number(String name, double defaultValue, Range range) {
        Object value = given.get(name);
        if (value == null) {
            return defaultValue;
        }
        if (!(value instanceof Number number) || !range.contains(number.doubleValue())) {
            throw refused(name, range.toString(), value);
        }
        return number.doubleValue();
    }

    @Override
    public int integer(String name, int defaultValue, Range range) {
        Object value = given.get(name);
        if (value == null) {
            return defaultValue;
        }
        if (!(value instanceof Number number)
                || number.doubleValue() != number.intValue()
                || !range.contains(number.doubleValue())) {
            throw refused(name, "a whole number " + range, value);
        }
        return number.intValue();
    }

    @Override
    public <E extends Enum<E>> E choice(String name, E defaultValue) {
        Object value = given.get(name);
        return value == null ? defaultValue : choice(name, value, defaultValue);
    }

    @Override
    public <E extends Enum<E>> Stepwise<E> stepwise(String name, E defaultValue) {
        return given.get(name) instanceof Stepwise<?> steps
                ? steps.map(value -> choice(name, value, defaultValue))
                : Stepwise.always(choice(name, defaultValue));
    }

    private static <E extends Enum<E>> E choice(String name, Object value, E defaultValue) {
        E[] choices = defaultValue.getDeclaringClass().getEnumConstants();
        return Arrays.stream(choices)
                .filter(choice -> Spelling.of(choice).equals(value))
                .findFirst()
                .orElseThrow(() -> refused(
                        name,
                        "one of " + Arrays.stream(choices).map(Spelling::of).collect(Collectors.joining(", ")),
                        value));
    }

    @Override
    public boolean flag(String name, boolean defaultValue) {
        Object value = given.get(name);
        if (value == null) {
            return defaultValue;
        }
        if (!(value instanceof Boolean flag)) {
            throw refused(name, "true or false", value);
        }
        return flag;
    }

    @Override
    public void refuseGiven(String name, String reason) {
        if (given.containsKey(name)) {
            throw new IllegalArgumentException(name + " " + reason);
        }
    }

    private static IllegalArgumentException refused(String name, String allowed, Object value) {
        return new IllegalArgumentException("%s must be %s, got %s".formatted(name, allowed, value));
    }
}
