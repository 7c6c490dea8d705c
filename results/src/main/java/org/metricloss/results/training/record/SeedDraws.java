package org.metricloss.results.training.record;

import org.metricloss.results.record.Require;

/**
 * What a trial's seed decided before its first step, as SHA-256 hashes: trials with equal hashes were trained on the same
 * images, from the same weights, on the same batches.
 *
 * @param split of which images are in the training and which in the validation part, in order
 * @param initialWeights of the network's initial weights, the losses' own state not included
 * @param batches of the first epoch's batches in order: the images of each and the tuples that are listed. Later epochs
 *     follow from the same sampler and seed
 */
public record SeedDraws(String split, String initialWeights, String batches) {
    /** @throws IllegalArgumentException if a hash is not 64 lower-case hex digits */
    public SeedDraws {
        Require.sha256("split", split);
        Require.sha256("initialWeights", initialWeights);
        Require.sha256("batches", batches);
    }
}
