package org.metricloss.experiments.file;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One key of a mapping in an experiment file. Reading, the canonical text, lists and the documentation all use it.
 *
 * @param name the key
 * @param type the type of its values
 * @param standard the value if the key is omitted; empty if the key is required or has no value when omitted
 * @param absent the meaning of omitting the key, in words
 * @param help what the setting does, in one or two sentences
 * @param value the value that the canonical text states; empty if the canonical text omits the key
 * @param <T> the type that the mapping describes
 * @param <V> the type of the key's values
 */
public record Setting<T, V>(
        String name, Type<V> type, Optional<V> standard, String absent, String help, Function<T, Optional<V>> value) {
    /** The text that the documentation shows in place of a default. */
    public static final String REQUIRED = "required";

    /** {@return a required key} */
    public static <T, V> Setting<T, V> required(String name, Type<V> type, Function<T, V> value, String help) {
        return new Setting<>(name, type, Optional.empty(), REQUIRED, help, value.andThen(Optional::of));
    }

    /** {@return an optional key with a default; the canonical text always states its value} */
    public static <T, V> Setting<T, V> of(String name, Type<V> type, V standard, Function<T, V> value, String help) {
        return optional(name, type, CanonicalText.inline(type.written(standard)), value.andThen(Optional::of), help)
                .withStandard(standard);
    }

    /**
     * {@return an optional key}
     *
     * @param name the key
     * @param type the type of its values
     * @param absent the meaning of omitting the key, in words
     * @param value the value that the canonical text states, if any
     * @param help what the setting does
     * @param <T> the type that the mapping describes
     * @param <V> the type of the key's values
     */
    public static <T, V> Setting<T, V> optional(
            String name, Type<V> type, String absent, Function<T, Optional<V>> value, String help) {
        return new Setting<>(name, type, Optional.empty(), absent, help, value);
    }

    /**
     * {@return this setting, stated in the canonical text only under a condition, so that settings added later do not
     * change the text of older experiments}
     *
     * @param when tests the described object: true if the text states the setting
     */
    public Setting<T, V> statedOnly(Predicate<T> when) {
        return new Setting<>(
                name, type, standard, absent, help, from -> when.test(from) ? value.apply(from) : Optional.empty());
    }

    /** {@return whether the key is required} */
    public boolean isRequired() {
        return absent.equals(REQUIRED);
    }

    /** {@return the value as the canonical text states it; empty if the text omits the key} */
    Optional<YamlNode> written(T from) {
        return value.apply(from).map(type::written);
    }

    private Setting<T, V> withStandard(V other) {
        return new Setting<>(name, type, Optional.of(other), absent, help, value);
    }
}
