package org.metricloss.results.training.record;

import org.metricloss.results.record.Require;

/**
 * SHA-256 hashes of the choices that a trial's seed made before its first step. Trials with equal hashes were trained
 * on the same images, from the same weights, on the same batches.
 *
 * @param split the hash of the images in the training part and in the validation part, in order
 * @param initialWeights the hash of the network's initial weights, without the losses' own state
 * @param batches the hash of the first epoch's batches in order: the images of each and the tuples that are listed.
 *     Later epochs follow from the same sampler and seed
 */
public record SeedDraws(String split, String initialWeights, String batches) {
    /** @throws IllegalArgumentException if a hash is not 64 lower-case hex digits */
    public SeedDraws {
        Require.sha256("split", split);
        Require.sha256("initialWeights", initialWeights);
        Require.sha256("batches", batches);
    }
}
