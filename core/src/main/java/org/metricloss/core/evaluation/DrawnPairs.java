package org.metricloss.core.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.metricloss.core.random.RandomStream;

/**
 * Pairs for verification that are drawn as those of Labeled Faces in the Wild were (Huang et al., 2007): the folds have no
 * class in common, and in each fold half of the pairs are genuine. A genuine pair is two samples of a class, an impostor pair
 * one sample of each of two classes; first the classes are drawn, each with the same probability, then the samples. No pair
 * is drawn twice.
 */
public final class DrawnPairs {
    private final RandomStream random;
    /** The samples of each class of one fold. */
    private final List<int[]> classes;
    /** The classes of two samples and more. */
    private final List<int[]> several;

    private DrawnPairs(List<int[]> classes, RandomStream random) {
        this.random = random;
        this.classes = classes;
        this.several = classes.stream().filter(samples -> samples.length > 1).toList();
    }

    /**
     * {@return the pairs, fold by fold, those of each fold genuine first}
     *
     * @param samples the samples of each class; classes may be empty
     * @param count how many pairs, a multiple of twice the number of folds
     * @param folds how many folds, at least 2
     * @param seed decides classes of folds and pairs
     * @throws IllegalArgumentException if the count is not such a multiple, or a fold does not have as many different pairs
     */
    public static LabelledPairs of(int[][] samples, int count, int folds, long seed) {
        if (!(folds >= 2 && count >= 1 && count % (2 * folds) == 0)) {
            throw new IllegalArgumentException(
                    "there must be at least 2 folds with the same number of genuine and impostor pairs, got " + count
                            + " pairs in " + folds + " folds");
        }
        List<List<int[]>> classesOf = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            classesOf.add(new ArrayList<>());
        }
        int dealt = 0;
        for (int label : RandomStream.of(seed, "pair-folds").permutation(samples.length)) {
            if (samples[label].length > 0) {
                classesOf.get(dealt++ % folds).add(samples[label]);
            }
        }
        int half = count / folds / 2;
        int[][] pairs = new int[2][count];
        boolean[] same = new boolean[count];
        int[] foldOf = new int[count];
        int place = 0;
        for (int fold = 0; fold < folds; fold++) {
            DrawnPairs draws = new DrawnPairs(classesOf.get(fold), RandomStream.of(seed, "pairs", 0, fold));
            draws.requireAsMany(half, fold);
            List<int[]> drawn = new ArrayList<>(different(half, draws::genuine));
            drawn.addAll(different(half, draws::impostor));
            for (int i = 0; i < drawn.size(); i++) {
                pairs[0][place] = drawn.get(i)[0];
                pairs[1][place] = drawn.get(i)[1];
                same[place] = i < half;
                foldOf[place++] = fold;
            }
        }
        return new LabelledPairs(pairs[0], pairs[1], same, foldOf);
    }

    private void requireAsMany(int half, int fold) {
        long total = 0;
        long squares = 0;
        long genuine = 0;
        for (int[] samples : classes) {
            total += samples.length;
            squares += (long) samples.length * samples.length;
            genuine += (long) samples.length * (samples.length - 1) / 2;
        }
        long impostors = (total * total - squares) / 2;
        if (genuine < half || impostors < half) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "fold %s needs %,d genuine and as many impostor pairs, but its %s classes have %,d and %,d; take fewer"
                            + " pairs or folds",
                    fold + 1,
                    half,
                    classes.size(),
                    genuine,
                    impostors));
        }
    }

    private static List<int[]> different(int count, Supplier<int[]> draw) {
        Set<Long> seen = new HashSet<>();
        List<int[]> drawn = new ArrayList<>();
        while (drawn.size() < count) {
            int[] pair = draw.get();
            if (seen.add((long) Math.min(pair[0], pair[1]) << 32 | Math.max(pair[0], pair[1]))) {
                drawn.add(pair);
            }
        }
        return Collections.unmodifiableList(drawn);
    }

    private int[] genuine() {
        int[] samples = several.get(random.nextInt(several.size()));
        int[] places = two(samples.length);
        return new int[] {samples[places[0]], samples[places[1]]};
    }

    private int[] impostor() {
        int[] places = two(classes.size());
        int[] first = classes.get(places[0]);
        int[] second = classes.get(places[1]);
        return new int[] {first[random.nextInt(first.length)], second[random.nextInt(second.length)]};
    }

    /** Draws two different places of n. */
    private int[] two(int n) {
        int first = random.nextInt(n);
        int second = random.nextInt(n - 1);
        return new int[] {first, second < first ? second : second + 1};
    }
}
