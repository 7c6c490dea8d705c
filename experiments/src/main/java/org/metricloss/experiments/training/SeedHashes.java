package org.metricloss.experiments.training;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.metricloss.core.data.BatchPlan;
import org.metricloss.core.data.BatchSampler;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.Weights;
import org.metricloss.formats.Sha256;
import org.metricloss.results.training.record.SeedDraws;

/** Hashes everything that a trial's seed determines, so that records show whether two trials had the same start. */
final class SeedHashes {
    private SeedHashes() {}

    static SeedDraws of(Dataset split, SessionRequest request, BatchSampler sampler) {
        return new SeedDraws(
                split.splitChecksum(), ofNetwork(request.initial()), ofBatches(sampler, split, request.seed()));
    }

    /** The hash covers the name of each array of the network, followed by its values. */
    private static String ofNetwork(Weights weights) {
        MessageDigest digest = Sha256.newDigest();
        for (String name : weights.names()) {
            if (!Weights.isLossState(name)) {
                float[] values = weights.get(name).toArray();
                ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
                bytes.asFloatBuffer().put(values);
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
        }
        return Sha256.hex(digest);
    }

    /**
     * The hash covers, for each batch, the number of images, the number of listed tuples, the images, and the members
     * of the tuples.
     */
    private static String ofBatches(BatchSampler sampler, Dataset split, long seed) {
        MessageDigest digest = Sha256.newDigest();
        for (BatchPlan batch : sampler.epoch(split.train(), seed, 0)) {
            feed(digest, batch.size(), batch.tupleCount());
            feed(digest, batch.indices());
            batch.tuples().ifPresent(tuples -> {
                for (int[] members : tuples) {
                    feed(digest, members);
                }
            });
        }
        return Sha256.hex(digest);
    }

    private static void feed(MessageDigest digest, int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * numbers.length);
        bytes.asIntBuffer().put(numbers);
        digest.update(bytes);
    }
}
