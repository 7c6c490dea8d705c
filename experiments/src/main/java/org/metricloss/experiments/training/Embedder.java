package org.metricloss.experiments.training;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metricloss.core.data.InputScaling;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.random.RandomStream;

/** Embeds parts of a data set with the session's current weights, one block of images at a time. */
final class Embedder {
    /** The number of images in one block. */
    static final int BLOCK = 1024;

    private final TrainingSession session;
    private final InputScaling scaling;

    Embedder(TrainingSession session, InputScaling scaling) {
        this.session = session;
        this.scaling = scaling;
    }

    /** {@return embeddings [n, d] of all images, row-major} */
    float[] embed(SampleSet images, int dimension) {
        float[] embeddings = new float[Math.multiplyExact(images.size(), dimension)];
        for (int from = 0; from < images.size(); from += BLOCK) {
            int[] block =
                    IntStream.range(from, Math.min(images.size(), from + BLOCK)).toArray();
            float[] pixels = new float[block.length * images.values()];
            images.copy(block, scaling, pixels);
            float[] embedded = session.embed(pixels, block.length);
            System.arraycopy(embedded, 0, embeddings, from * dimension, embedded.length);
        }
        return embeddings;
    }

    /** {@return at most that many images, drawn without repetition by the seed, in ascending order} */
    static SampleSet sample(SampleSet images, int atMost, long seed) {
        if (images.size() <= atMost) {
            return images;
        }
        int[] drawn = RandomStream.of(seed, "train-sample").permutation(images.size());
        int[] kept = Arrays.copyOf(drawn, atMost);
        Arrays.sort(kept);
        return images.select(kept);
    }
}
