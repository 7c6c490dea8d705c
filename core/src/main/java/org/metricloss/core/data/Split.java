package org.metricloss.core.data;

import java.util.stream.IntStream;

/**
 * A division of the training images into those to train on and those set aside.
 *
 * @param train indices of the images to train on, ascending
 * @param validation indices of the images set aside, ascending
 */
record Split(int[] train, int[] validation) {
    /** Divides the images according to a flag for each that says whether it is set aside. */
    static Split of(boolean[] aside) {
        return new Split(
                IntStream.range(0, aside.length).filter(image -> !aside[image]).toArray(),
                IntStream.range(0, aside.length).filter(image -> aside[image]).toArray());
    }

    /** Sets nothing aside. */
    static Split allOf(SampleSet training) {
        return of(new boolean[training.size()]);
    }
}
