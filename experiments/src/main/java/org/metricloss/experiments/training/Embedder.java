package org.metricloss.experiments.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metricloss.core.data.Dataset;
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

    /**
     * {@return training images that test images are compared with, drawn without repetition by the seed, in ascending order; where
     * the test classes are trained on, at least one of each class, without which its test images could not be right}
     *
     * @param atMost the largest number of images; as many as there are classes if that is more
     */
    static SampleSet references(Dataset data, int atMost, long seed) {
        SampleSet images = data.train();
        int[] drawn = drawn(images, seed);
        return first(images, data.isOpenSet() ? drawn : oneOfEachClassFirst(images, drawn), references(data, atMost));
    }

    /** {@return at most that many images, drawn without repetition by the seed, in ascending order} */
    static SampleSet sample(SampleSet images, int atMost, long seed) {
        return first(images, drawn(images, seed), atMost);
    }

    private static int[] drawn(SampleSet images, long seed) {
        return RandomStream.of(seed, "train-sample").permutation(images.size());
    }

    private static SampleSet first(SampleSet images, int[] order, int size) {
        return size >= images.size()
                ? images
                : images.select(Arrays.stream(order).limit(size).sorted().toArray());
    }

    /** {@return how many images {@link #references(Dataset, int, long)} draws} */
    static int references(Dataset data, int atMost) {
        long classes = data.isOpenSet()
                ? 0
                : Arrays.stream(data.train().labels()).distinct().count();
        return (int) Math.min(data.train().size(), Math.max(atMost, classes));
    }

    private static int[] oneOfEachClassFirst(SampleSet images, int[] drawn) {
        boolean[] seen = new boolean[images.classCount()];
        List<Integer> first = new ArrayList<>();
        List<Integer> further = new ArrayList<>();
        for (int image : drawn) {
            (seen[images.label(image)] ? further : first).add(image);
            seen[images.label(image)] = true;
        }
        return Stream.concat(first.stream(), further.stream())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** {@return at most that many images of each class, drawn without repetition by the seed} */
    static SampleSet ofEachClass(SampleSet images, int atMost, long seed) {
        int[][] byClass = images.samplesByClass();
        return images.select(IntStream.range(0, byClass.length)
                .flatMap(c -> {
                    if (byClass[c].length > atMost) {
                        RandomStream.of(seed, "class-sample", 0, c).shuffle(byClass[c]);
                    }
                    return Arrays.stream(byClass[c]).limit(atMost);
                })
                .sorted()
                .toArray());
    }
}
