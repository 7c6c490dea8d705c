package org.metricloss.experiments.tensorboard;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.results.figure.StratifiedSample;
import org.tensorflow.proto.HistogramProto;

/**
 * The distances between test samples of the same class and of different classes, over all pairs of a stratified sample
 * of at most {@value #MOST_SAMPLES} samples.
 *
 * @param positive the distances within classes
 * @param negative the distances between classes
 */
record DistanceHistograms(HistogramProto positive, HistogramProto negative) {
    static final int MOST_SAMPLES = 500;
    static final int BUCKETS = 50;

    /** Returns the histograms of embeddings [n, d], row-major. */
    static DistanceHistograms of(float[] embeddings, int dimension, int[] labels, Distance distance) {
        int[] kept = StratifiedSample.of(labels, MOST_SAMPLES);
        DoubleStream.Builder positive = DoubleStream.builder();
        DoubleStream.Builder negative = DoubleStream.builder();
        for (int i = 0; i < kept.length; i++) {
            for (int j = 0; j < i; j++) {
                double apart = distance(embeddings, dimension, kept[i], kept[j], distance);
                (labels[kept[i]] == labels[kept[j]] ? positive : negative).add(apart);
            }
        }
        return new DistanceHistograms(
                histogram(positive.build().toArray()),
                histogram(negative.build().toArray()));
    }

    private static double distance(float[] embeddings, int dimension, int i, int j, Distance distance) {
        double product = 0;
        double squareI = 0;
        double squareJ = 0;
        double difference = 0;
        for (int k = 0; k < dimension; k++) {
            double a = embeddings[i * dimension + k];
            double b = embeddings[j * dimension + k];
            product += a * b;
            squareI += a * a;
            squareJ += b * b;
            difference += (a - b) * (a - b);
        }
        return distance == Distance.EUCLIDEAN
                ? Math.sqrt(difference)
                : Distance.cosine(product, Math.sqrt(squareI), Math.sqrt(squareJ));
    }

    /**
     * Returns a histogram with buckets of equal width from the least to the greatest value; the histogram is empty if
     * there are no values.
     */
    private static HistogramProto histogram(double[] values) {
        HistogramProto.Builder histogram = HistogramProto.newBuilder().setNum(values.length);
        if (values.length == 0) {
            return histogram.build();
        }
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        double width = high > low ? (high - low) / BUCKETS : 1;
        int[] counts = new int[BUCKETS];
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            counts[Math.min(BUCKETS - 1, (int) ((value - low) / width))]++;
            sum += value;
            squares += value * value;
        }
        histogram.setMin(low).setMax(high).setSum(sum).setSumSquares(squares);
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            histogram
                    .addBucketLimit(bucket + 1 == BUCKETS && high > low ? high : low + (bucket + 1) * width)
                    .addBucket(counts[bucket]);
        }
        return histogram.build();
    }
}
