package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnPairsTest {
    /** Classes 0, 1, 2, ... of so many samples, numbered through. */
    private static int[][] classes(int... sizes) {
        int[][] classes = new int[sizes.length][];
        int next = 0;
        for (int c = 0; c < sizes.length; c++) {
            classes[c] = IntStream.range(next, next + sizes[c]).toArray();
            next += sizes[c];
        }
        return classes;
    }

    private static int[] labels(int[][] classes) {
        return IntStream.range(0, classes.length)
                .flatMap(c -> IntStream.of(classes[c]).map(sample -> c))
                .toArray();
    }

    private static int[][] fiftyClasses() {
        return classes(
                IntStream.range(0, 50).map(c -> c % 7 == 0 ? 0 : 3 + c % 5).toArray());
    }

    @Test
    void halfOfEachFoldAreOfOneClassAndNoPairIsThereTwice() {
        int[][] classes = fiftyClasses();
        int[] labels = labels(classes);
        LabelledPairs pairs = DrawnPairs.of(classes, 200, 10, 3);
        assertThat(pairs.size()).isEqualTo(200);
        int[] genuine = new int[10];
        int[] impostors = new int[10];
        Set<Set<Integer>> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            int first = pairs.first()[i];
            int second = pairs.second()[i];
            assertThat(first).isNotEqualTo(second);
            assertThat(pairs.same()[i]).isEqualTo(labels[first] == labels[second]);
            assertThat(seen.add(Set.of(first, second))).isTrue();
            (pairs.same()[i] ? genuine : impostors)[pairs.fold()[i]]++;
        }
        assertThat(genuine).containsOnly(10);
        assertThat(impostors).containsOnly(10);
    }

    @Test
    void foldsHaveNoClassInCommon() {
        int[][] classes = fiftyClasses();
        int[] labels = labels(classes);
        LabelledPairs pairs = DrawnPairs.of(classes, 200, 10, 3);
        Set<Integer> before = new HashSet<>();
        for (int fold = 0; fold < 10; fold++) {
            Set<Integer> own = new TreeSet<>();
            for (int i = 0; i < 200; i++) {
                if (pairs.fold()[i] == fold) {
                    own.addAll(List.of(labels[pairs.first()[i]], labels[pairs.second()[i]]));
                }
            }
            assertThat(own).hasSizeGreaterThan(1).noneMatch(before::contains);
            before.addAll(own);
        }
    }

    @Test
    void theSeedAloneDecides() {
        int[][] classes = fiftyClasses();
        LabelledPairs pairs = DrawnPairs.of(classes, 200, 10, 3);
        assertThat(DrawnPairs.of(classes, 200, 10, 3).first()).isEqualTo(pairs.first());
        assertThat(DrawnPairs.of(classes, 200, 10, 3).second()).isEqualTo(pairs.second());
        assertThat(DrawnPairs.of(classes, 200, 10, 4).first()).isNotEqualTo(pairs.first());
    }

    /** A class of 40 samples has 780 pairs, one of two has 1; both are drawn equally often until the small one is used up. */
    @Test
    void classesAreDrawnWithTheSameProbability() {
        int[][] classes = classes(40, 5, 40, 5);
        int[] labels = labels(classes);
        int small = 0;
        for (int seed = 0; seed < 50; seed++) {
            LabelledPairs pairs = DrawnPairs.of(classes, 4, 2, seed);
            for (int i = 0; i < 4; i++) {
                small += pairs.same()[i] && labels[pairs.first()[i]] % 2 == 1 ? 1 : 0;
            }
        }
        // 100 genuine pairs, each of a small class in half of the cases where a fold has one of each kind.
        assertThat(small).isBetween(30, 70);
    }

    @Test
    void everyPairCanBeDrawn() {
        LabelledPairs pairs = DrawnPairs.of(classes(2, 2, 2, 2), 8, 2, 1);
        assertThat(IntStream.range(0, 8).filter(i -> pairs.same()[i])).hasSize(4);
        assertThat(IntStream.range(0, 8)
                        .mapToObj(i -> Set.of(pairs.first()[i], pairs.second()[i]))
                        .collect(Collectors.toSet()))
                .hasSize(8);
    }

    @Test
    void tooFewPairsAreRefusedWithTheFold() {
        assertThatThrownBy(() -> DrawnPairs.of(classes(2, 2, 2, 2), 12, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "fold 1 needs 3 genuine and as many impostor pairs, but its 2 classes have 2 and 4; take fewer"
                                + " pairs or folds");
        assertThatThrownBy(() -> DrawnPairs.of(classes(9, 9), 4, 2, 1))
                .hasMessageContaining("its 1 classes have 36 and 0");
        assertThatThrownBy(() -> DrawnPairs.of(classes(9, 9, 9, 9), 6, 2, 1))
                .hasMessageContaining("got 6 pairs in 2 folds");
    }

    /** Two folds: what separates the classes of one separates those of the other. */
    @Test
    void accuracyOfDrawnPairsIsThatOfTheirFolds() {
        int[][] classes = classes(4, 4, 4, 4);
        double[] values =
                IntStream.range(0, 16).mapToDouble(i -> i / 4 * 10 + i % 4).toArray();
        Embeddings samples = Embeddings.of(values, 1, labels(classes));
        LabelledPairs pairs = DrawnPairs.of(classes, 16, 2, 1);
        Measure measure = RequestedMeasures.foldAccuracy(pairs);
        assertThat(measure.id()).isEqualTo("foldAccuracy");
        double value = Evaluation.of(EvaluationInput.of(samples), List.of(measure))
                .value("foldAccuracy")
                .orElseThrow();
        assertThat(value)
                .isEqualTo(FoldAccuracy.of(samples, pairs, Distance.EUCLIDEAN).mean())
                .isBetween(0.8, 1.0);
    }
}
