package org.metricloss.experiments.gallery;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.Neighbours;
import org.metricloss.core.plugin.Spelling;
import org.metricloss.datasets.Thumbnail;
import org.metricloss.results.figure.StratifiedSample;
import org.metricloss.results.record.PointsRecord;

/** Finds the nearest neighbours of the test samples that figures of embeddings show. */
public final class Points {
    private static final int NEIGHBOURS = 5;

    private Points() {}

    /**
     * {@return the neighbours, and as many images as the record may have}
     *
     * @param trial the trial's id
     * @param test the test part
     * @param embeddings [n, d] of its samples, row-major, finite
     * @param dimension the embedding dimension d
     * @param trainLabels the labels of the training part's sample, which is shown beside the test part
     * @param distance the distance by which neighbours are searched
     * @param threads the number of threads, at least 1
     */
    public static PointsRecord of(
            String trial,
            SampleSet test,
            float[] embeddings,
            int dimension,
            int[] trainLabels,
            Distance distance,
            int threads) {
        int[] labels = test.labels();
        Embeddings all = Embeddings.of(embeddings, dimension, labels);
        int[] shown = StratifiedSample.of(labels, StratifiedSample.classes(trainLabels, labels));
        int[][] found = Neighbours.of(rows(embeddings, dimension, shown), all, NEIGHBOURS + 1, distance, threads)
                .indices();
        Map<Integer, List<Integer>> neighbours = new TreeMap<>();
        for (int i = 0; i < shown.length; i++) {
            int sample = shown[i];
            neighbours.put(
                    sample,
                    IntStream.of(found[i])
                            .filter(other -> other != sample)
                            .limit(NEIGHBOURS)
                            .boxed()
                            .toList());
        }
        return new PointsRecord(
                PointsRecord.FORMAT,
                trial,
                Spelling.of(distance),
                neighbours,
                test instanceof ImageSet images ? images(images, neighbours) : Map.of());
    }

    private static Embeddings rows(float[] embeddings, int dimension, int[] samples) {
        float[] rows = new float[samples.length * dimension];
        for (int i = 0; i < samples.length; i++) {
            System.arraycopy(embeddings, samples[i] * dimension, rows, i * dimension, dimension);
        }
        return Embeddings.of(rows, dimension, new int[samples.length]);
    }

    /** Returns the images of the samples and their neighbours, point by point, until there is no more room. */
    private static Map<Integer, String> images(ImageSet images, Map<Integer, List<Integer>> neighbours) {
        Map<Integer, String> shown = new TreeMap<>();
        int characters = 0;
        for (int sample : spread(List.copyOf(neighbours.keySet()))) {
            for (int one : IntStream.concat(
                            IntStream.of(sample),
                            neighbours.get(sample).stream().mapToInt(Integer::intValue))
                    .toArray()) {
                if (!shown.containsKey(one)) {
                    String text = Base64.getEncoder().encodeToString(Thumbnail.png(images, one));
                    characters += text.length();
                    if (characters > PointsRecord.MOST_CHARACTERS) {
                        return shown;
                    }
                    shown.put(one, text);
                }
            }
        }
        return shown;
    }

    /** Orders samples so that any first part of them is spread over all: by the remainder of their place. */
    private static List<Integer> spread(List<Integer> samples) {
        int step = 17;
        return IntStream.range(0, step)
                .flatMap(first -> IntStream.iterate(first, place -> place < samples.size(), place -> place + step))
                .mapToObj(samples::get)
                .toList();
    }
}
