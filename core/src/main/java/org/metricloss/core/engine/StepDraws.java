package org.metricloss.core.engine;

import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.random.RandomStream;

/**
 * The random draws of one training step. Every engine uses them, so that all engines drop the same features and give
 * their losses the same numbers.
 *
 * @param seed the trial's seed
 * @param epoch the epoch, counted from 0
 * @param step the step within the epoch, counted from 0
 */
public record StepDraws(long seed, int epoch, int step) {
    /**
     * {@return a factor for each feature, row-major: 0, or 1/(1 - rate)}
     *
     * @param place the dropout layer's place in the network, see {@link NetworkPlan.Stage#place}
     * @param rate the share of features to drop, in [0, 1)
     * @param elements how many features, over all samples
     */
    public float[] dropoutMask(String place, double rate, int elements) {
        RandomStream random = RandomStream.of(seed, "dropout/" + place, epoch, step);
        float kept = (float) (1 / (1 - rate));
        float[] mask = new float[elements];
        for (int i = 0; i < elements; i++) {
            mask[i] = random.nextFloat() >= rate ? kept : 0;
        }
        return mask;
    }

    /**
     * {@return uniform draws from [0, 1)}
     *
     * @param term the name of a loss in its objective
     * @param count how many numbers
     */
    public float[] lossDraws(String term, int count) {
        RandomStream random = RandomStream.of(seed, "draws/" + term, epoch, step);
        float[] draws = new float[count];
        for (int i = 0; i < count; i++) {
            draws[i] = random.nextFloat();
        }
        return draws;
    }
}
