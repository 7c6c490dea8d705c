package org.metricloss.results.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Selects labelled samples with the same share of each class, evenly spread over each class's samples in their order.
 * The selection is not random, so the same samples are shown each time.
 */
public final class StratifiedSample {
    /** The most points that a panel of a figure shows. */
    public static final int MOST_POINTS = 2000;

    private StratifiedSample() {}

    /**
     * Selects by largest remainders: a class with n_c of the n samples gets atMost n_c / n places, rounded down. The
     * remaining places go to the classes with the largest fractions; among equal fractions the lower label comes first.
     *
     * @param labels the class of each sample
     * @param atMost how many samples to keep, at least 0
     * @return the indices of the kept samples in ascending order; all indices if there are at most atMost samples
     */
    public static int[] of(int[] labels, int atMost) {
        if (atMost < 0) {
            throw new IllegalArgumentException("atMost must be >= 0, got " + atMost);
        }
        Map<Integer, List<Integer>> byClass = new TreeMap<>();
        for (int i = 0; i < labels.length; i++) {
            byClass.computeIfAbsent(labels[i], unseen -> new ArrayList<>()).add(i);
        }
        List<List<Integer>> classes = List.copyOf(byClass.values());
        int[] places = places(classes, labels.length, Math.min(atMost, labels.length));
        int[] kept = new int[Arrays.stream(places).sum()];
        int filled = 0;
        for (int c = 0; c < places.length; c++) {
            List<Integer> members = classes.get(c);
            for (int k = 0; k < places[c]; k++) {
                kept[filled++] = members.get((int) ((long) k * members.size() / places[c]));
            }
        }
        Arrays.sort(kept);
        return kept;
    }

    /**
     * {@return at most {@value EmbeddingView#MOST_CLASSES} of the labels that occur, evenly spread over them in ascending order}
     *
     * @param parts the labels of the samples of each part
     */
    public static List<Integer> classes(int[]... parts) {
        List<Integer> all = Arrays.stream(parts)
                .flatMapToInt(Arrays::stream)
                .distinct()
                .sorted()
                .boxed()
                .toList();
        int count = Math.min(EmbeddingView.MOST_CLASSES, all.size());
        return IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
    }

    /**
     * {@return the indices of a stratified sample of at most {@value #MOST_POINTS} of the samples of some classes, ascending}
     *
     * @param labels the class of each sample
     * @param classes the classes that are sampled
     */
    public static int[] of(int[] labels, List<Integer> classes) {
        int[] candidates = IntStream.range(0, labels.length)
                .filter(i -> classes.contains(labels[i]))
                .toArray();
        int[] ofCandidates = IntStream.of(candidates).map(i -> labels[i]).toArray();
        return IntStream.of(of(ofCandidates, MOST_POINTS))
                .map(i -> candidates[i])
                .toArray();
    }

    private static int[] places(List<List<Integer>> classes, int samples, int wanted) {
        int[] places = new int[classes.size()];
        long[] remainders = new long[classes.size()];
        int left = wanted;
        for (int c = 0; c < places.length; c++) {
            long share = (long) wanted * classes.get(c).size();
            places[c] = (int) (share / samples);
            remainders[c] = share % samples;
            left -= places[c];
        }
        List<Integer> order = new ArrayList<>();
        for (int c = 0; c < places.length; c++) {
            order.add(c);
        }
        order.sort((a, b) -> Long.compare(remainders[b], remainders[a]));
        order.subList(0, left).forEach(c -> places[c]++);
        return places;
    }
}
