package org.metricloss.core.loss;

import java.util.Map;

/**
 * Reads the parameters of a loss by name and type. An implementation knows where a value came from and names that
 * place when it refuses the value. Every parameter has a default.
 */
public interface Parameters {
    /**
     * {@return the number}
     *
     * @param name the parameter
     * @param defaultValue its value where none is given, within the range
     * @param range what is allowed
     * @throws IllegalArgumentException if the given value is not a number in the range
     */
    double number(String name, double defaultValue, Range range);

    /**
     * {@return the whole number}
     *
     * @param name the parameter
     * @param defaultValue its value where none is given, within the range
     * @param range what is allowed
     * @throws IllegalArgumentException if the given value is not a whole number in the range
     */
    int integer(String name, int defaultValue, Range range);

    /**
     * {@return the choice}
     *
     * @param name the parameter
     * @param defaultValue its value where none is given
     * @param <E> an enum whose constants are the choices; SEMI_HARD is written semi-hard
     * @throws IllegalArgumentException if the given value names no constant
     */
    <E extends Enum<E>> E choice(String name, E defaultValue);

    /**
     * {@return the choice, which may change at given steps}
     *
     * @param name the parameter
     * @param defaultValue its value in every step where none is given
     * @param <E> an enum whose constants are the choices
     * @throws IllegalArgumentException if a given value names no constant, or if the steps do not increase
     */
    <E extends Enum<E>> Stepwise<E> stepwise(String name, E defaultValue);

    /**
     * {@return whether it is on}
     *
     * @param name the parameter
     * @param defaultValue its value where none is given
     * @throws IllegalArgumentException if the given value is not true or false
     */
    boolean flag(String name, boolean defaultValue);

    /**
     * Returns a reader of parameters that apply only together with certain values of parameters read before. If they
     * do not apply, each reads as its default, is not recorded, and is refused if it is given.
     *
     * @param applies whether they apply
     * @param condition when they apply, in words that follow "goes only with", such as {@code update: solver}
     * @return the reader to read them from
     */
    default Parameters when(boolean applies, String condition) {
        return applies ? this : new InapplicableParameters(this, condition);
    }

    /**
     * {@return a reader of parameters that were added to a loss after it was first published. Records state them only
     * if they differ from their defaults, so that the records and names of older runs stay as they are}
     */
    default Parameters later() {
        return this;
    }

    /**
     * Refuses a parameter if it is given.
     *
     * @param name the parameter
     * @param reason the reason, in words that follow its name
     * @throws IllegalArgumentException if it is given
     */
    void refuseGiven(String name, String reason);

    /**
     * Reads parameters from a map, for programs that create losses without an experiment file.
     *
     * @param given values by name: numbers, booleans, choices as they are written in files, and {@link Stepwise} of such
     * @return the reader; names that are never read are ignored
     */
    static Parameters of(Map<String, ?> given) {
        return new MapParameters(given);
    }
}
