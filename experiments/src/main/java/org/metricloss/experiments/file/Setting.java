package org.metricloss.experiments.file;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One key of a mapping in an experiment file. Reading, the canonical text, lists and the documentation come from it.
 *
 * @param name the key
 * @param type its values
 * @param standard the value where the key is left out; empty where the key is required or has no value then
 * @param absent what it means to leave the key out, in words
 * @param help what the setting does, in one or two sentences
 * @param value the value that the canonical text states; empty where the key is left out there
 * @param <T> what the mapping describes
 * @param <V> the values of the key
 */
public record Setting<T, V>(
        String name, Type<V> type, Optional<V> standard, String absent, String help, Function<T, Optional<V>> value) {
    /** What the documentation says in place of a default. */
    public static final String REQUIRED = "required";

    /** {@return a key that every file has} */
    public static <T, V> Setting<T, V> required(String name, Type<V> type, Function<T, V> value, String help) {
        return new Setting<>(name, type, Optional.empty(), REQUIRED, help, value.andThen(Optional::of));
    }

    /** {@return a key that may be left out for the default; the canonical text states its value} */
    public static <T, V> Setting<T, V> of(String name, Type<V> type, V standard, Function<T, V> value, String help) {
        return optional(name, type, CanonicalText.inline(type.written(standard)), value.andThen(Optional::of), help)
                .withStandard(standard);
    }

    /**
     * {@return a key that may be left out}
     *
     * @param name the key
     * @param type its values
     * @param absent what it means to leave it out, in words
     * @param value the value that the canonical text states, if any
     * @param help what the setting does
     * @param <T> what the mapping describes
     * @param <V> the values of the key
     */
    public static <T, V> Setting<T, V> optional(
            String name, Type<V> type, String absent, Function<T, Optional<V>> value, String help) {
        return new Setting<>(name, type, Optional.empty(), absent, help, value);
    }

    /**
     * {@return this setting, stated in the canonical text only sometimes: settings that came later leave the text of older
     * experiments as it was}
     *
     * @param when whether it is stated of what the mapping describes
     */
    public Setting<T, V> statedOnly(Predicate<T> when) {
        return new Setting<>(
                name, type, standard, absent, help, from -> when.test(from) ? value.apply(from) : Optional.empty());
    }

    /** {@return whether the key must be there} */
    public boolean isRequired() {
        return absent.equals(REQUIRED);
    }

    /** {@return the value as the canonical text states it, if it does} */
    Optional<YamlNode> written(T from) {
        return value.apply(from).map(type::written);
    }

    private Setting<T, V> withStandard(V other) {
        return new Setting<>(name, type, Optional.of(other), absent, help, value);
    }
}
