package org.metricloss.experiments.model;

import java.util.Optional;

/** Inputs of a model, read some at a time. */
interface InputSource {
    /** {@return n, the number of inputs, at least 1} */
    int size();

    /**
     * {@return the input's path, for files with several inputs followed by {@code #} and its number, counted from 0}
     *
     * @param input from 0 to n - 1
     */
    String path(int input);

    /**
     * {@return the name of the input's class, if it is known}
     *
     * @param input from 0 to n - 1
     */
    Optional<String> label(int input);

    /**
     * Reads inputs before they are scaled: pixels from 0 to 255, channel first, or the numbers of vectors.
     *
     * @param from the first input
     * @param target [count, values], overwritten
     * @param count how many
     */
    void read(int from, float[] target, int count);
}
