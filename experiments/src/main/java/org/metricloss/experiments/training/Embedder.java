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
import org.metricloss.core.evaluation.ClassCenters;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.Embeddings;
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
     * {@return the mean embedding of each class, in the space where the distance is Euclidean; one block of images is embedded at a
     * time}
     */
    Embeddings centers(SampleSet images, int dimension, Distance distance) {
        ClassCenters centers = new ClassCenters(dimension, distance);
        for (int from = 0; from < images.size(); from += BLOCK) {
            SampleSet block = images.select(
                    IntStream.range(from, Math.min(images.size(), from + BLOCK)).toArray());
            centers.add(Embeddings.of(embed(block, dimension), dimension, block.labels()));
        }
        return centers.centers();
    }

    /**
     * {@return training images that test images are compared with, drawn without repetition by the seed, in ascending order. Where
     * the test classes are trained on, there is one of each class at least: a test image of a class without one can never be right}
     *
     * @param atMost the largest number of images; as many as there are classes if that is more
     */
    static SampleSet references(Dataset data, int atMost, long seed) {
        SampleSet images = data.train();
        int count = referenceCount(data, atMost);
        if (data.isOpenSet() || count == images.size()) {
            return sample(images, count, seed);
        }
        return first(images, oneOfEachClassFirst(images, drawn(images, seed)), count);
    }

    /** {@return at most that many images, drawn without repetition by the seed, in ascending order} */
    static SampleSet sample(SampleSet images, int atMost, long seed) {
        return atMost >= images.size() ? images : first(images, drawn(images, seed), atMost);
    }

    private static int[] drawn(SampleSet images, long seed) {
        return RandomStream.of(seed, "train-sample").permutation(images.size());
    }

    private static SampleSet first(SampleSet images, int[] order, int size) {
        return images.select(Arrays.stream(order).limit(size).sorted().toArray());
    }

    /** {@return how many images {@link #references} draws} */
    static int referenceCount(Dataset data, int atMost) {
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
