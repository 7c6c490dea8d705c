package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Normalization;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.data.VectorSet;

class EmbedderTest {
    /** Numbered samples, of which class 0 has the first 300 and every other class one or two. */
    private static Dataset data(String testClass) {
        List<String> classes =
                new ArrayList<>(IntStream.range(0, 50).mapToObj(c -> "c" + c).toList());
        classes.add("unseen");
        int[] labels = new int[390];
        for (int i = 300; i < labels.length; i++) {
            labels[i] = 1 + i % 49;
        }
        float[] values = new float[labels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return Dataset.of(
                "numbers",
                VectorSet.of(1, classes, values, labels),
                VectorSet.of(1, classes, new float[1], new int[] {classes.indexOf(testClass)}),
                Normalization.NONE,
                List.of());
    }

    private static int classes(SampleSet samples) {
        return (int) Arrays.stream(samples.labels()).distinct().count();
    }

    @Test
    void referencesHaveEachClassThatIsTestedOn() {
        Dataset data = data("c1");
        for (int atMost : new int[] {10, 60}) {
            SampleSet references = Embedder.references(data, atMost, 1);
            assertThat(references.size())
                    .isEqualTo(Math.max(50, atMost))
                    .isEqualTo(Embedder.referenceCount(data, atMost));
            assertThat(classes(references)).isEqualTo(50);
        }
        assertThat(classes(Embedder.sample(data.train(), 60, 1))).isLessThan(50);
    }

    @Test
    void aDrawThatHasEachClassStaysAsItIs() {
        Dataset data = data("c1");
        SampleSet drawn = Embedder.sample(data.train(), 385, 1);
        assertThat(classes(drawn)).isEqualTo(50);
        assertThat(Embedder.references(data, 385, 1).labels()).isEqualTo(drawn.labels());
    }

    @Test
    void referencesOfClassesThatAreNeverTrainedOnAreAnySample() {
        Dataset data = data("unseen");
        assertThat(Embedder.references(data, 60, 1).labels())
                .isEqualTo(Embedder.sample(data.train(), 60, 1).labels());
    }

    @Test
    void eachClassHasUpToSoManySamples() {
        SampleSet train = data("c1").train();
        SampleSet some = Embedder.ofEachClass(train, 5, 1);
        assertThat(some.size()).isEqualTo(5 + 90);
        assertThat(classes(some)).isEqualTo(50);
        assertThat(Embedder.ofEachClass(train, 300, 1).labels()).isEqualTo(train.labels());
    }
}
