package org.metricloss.results.training.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.figure.EmbeddingPlane;
import org.metricloss.results.figure.EmbeddingView;
import org.metricloss.results.figure.PlanePoint;
import org.metricloss.results.figure.StratifiedSample;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.training.record.StateRecord;
import org.metricloss.results.training.record.TrialSetup;

class EmbeddingViewsTest {
    /** As in records that do not list the states of losses. */
    private static final TrialSetup SETUP = SampleRun.setup("softmax+center", "center", 1);

    @TempDir
    private Path folder;

    @Test
    void twoDimensionsAreShownAsTheyAre() {
        Map<String, NpyArray> arrays = arrays(2, 3, 12);
        arrays.put("loss_softmax_weight", NpyArray.of(new float[] {3, 4, 0, 2, 0, 0}, 3, 2));
        arrays.put("loss_center_centers", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
        EmbeddingView view = EmbeddingViews.of(write(arrays), SETUP);
        assertThat(view.plane().isProjection()).isFalse();
        assertThat(view.plane().axisTitle(1)).isEqualTo("embedding x2");
        assertThat(view.test()).hasSize(12);
        assertThat(view.test().get(4)).isEqualTo(new PlanePoint(8, 9, 1));
        assertThat(view.ownCenters()).isTrue();
        assertThat(view.centers())
                .containsExactly(new PlanePoint(1, 2, 0), new PlanePoint(3, 4, 1), new PlanePoint(5, 6, 2));
        // The weights of class 2 are zero: they have no direction.
        assertThat(view.directions()).hasSize(2);
        assertThat(view.directions().get(0).x()).isCloseTo(0.6, within(1e-9));
        assertThat(view.directions().get(1)).isEqualTo(new PlanePoint(0, 1, 1));
    }

    @Test
    void theRecordTellsWhatAStateMeansWhateverItIsCalled() {
        Map<String, NpyArray> arrays = arrays(2, 3, 12);
        arrays.put("loss_mine_centers", NpyArray.of(new float[] {9, 9, 9, 9, 9, 9}, 3, 2));
        arrays.put("loss_mine_means", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
        arrays.put("loss_mine_weight", NpyArray.of(new float[] {3, 4, 0, 2, 0, 0}, 3, 2));
        TrialSetup recorded = Variant.of(
                SETUP,
                "states",
                Optional.of(List.of(
                        new StateRecord("loss_mine_centers", StateRecord.OTHER),
                        new StateRecord("loss_mine_means", StateRecord.CENTERS),
                        new StateRecord("loss_mine_weight", StateRecord.OTHER))));
        EmbeddingView view = EmbeddingViews.of(write(arrays), recorded);
        assertThat(view.ownCenters()).isTrue();
        assertThat(view.centers().get(0)).isEqualTo(new PlanePoint(1, 2, 0));
        assertThat(view.directions()).isEmpty();
    }

    /** The sample has ten classes with two proxies each. */
    @Test
    void everyProxyOfAShownClassIsARay() {
        Map<String, NpyArray> arrays = arrays(2, 3, 12);
        float[] proxies = new float[20 * 2];
        for (int k = 0; k < 20; k++) {
            proxies[2 * k + k % 2] = k + 1;
        }
        arrays.put("loss_mine_proxies", NpyArray.of(proxies, 20, 2));
        TrialSetup recorded = Variant.of(
                SETUP, "states", Optional.of(List.of(new StateRecord("loss_mine_proxies", StateRecord.PROXIES))));
        assertThat(recorded.keepsProxies()).isTrue();
        assertThat(SETUP.keepsProxies()).isFalse();
        assertThat(EmbeddingViews.of(write(arrays), recorded).directions())
                .containsExactly(
                        new PlanePoint(1, 0, 0),
                        new PlanePoint(0, 1, 0),
                        new PlanePoint(1, 0, 1),
                        new PlanePoint(0, 1, 1),
                        new PlanePoint(1, 0, 2),
                        new PlanePoint(0, 1, 2));
    }

    @Test
    void withoutCentersTheTrainingMeansAreShown() {
        EmbeddingView view = EmbeddingViews.of(write(arrays(2, 3, 6)), SETUP);
        assertThat(view.ownCenters()).isFalse();
        // Training samples 0 and 3 are of class 0: (0, 1) and (6, 7).
        assertThat(view.centers().get(0)).isEqualTo(new PlanePoint(3, 4, 0));
        assertThat(view.directions()).isEmpty();
    }

    @Test
    void moreDimensionsAreProjectedAndTheVarianceIsTold() {
        Map<String, NpyArray> arrays = arrays(4, 3, 30);
        EmbeddingView view = EmbeddingViews.of(write(arrays), SETUP);
        assertThat(view.plane().isProjection()).isTrue();
        assertThat(view.plane().varianceShare()).isCloseTo(1, within(1e-9));
        // All coordinates grow together, so one axis holds everything.
        assertThat(view.plane().axisTitle(0)).isEqualTo("PC 1 (100.0% of variance)");
        assertThat(view.test().get(29).x() - view.test().get(0).x()).isCloseTo(2 * 4 * 29.0, within(1e-6));
    }

    @Test
    void epochsAreComparedInOnePlane() {
        EmbeddingPlane plane = EmbeddingViews.of(write(arrays(4, 3, 30)), SETUP).plane();
        EmbeddingView earlier = EmbeddingViews.of(write(arrays(4, 3, 9)), SETUP, plane);
        assertThat(earlier.plane()).isSameAs(plane);
        assertThat(earlier.test()).hasSize(9);
        assertThatThrownBy(() -> EmbeddingViews.of(write(arrays(3, 3, 9)), SETUP, plane))
                .isInstanceOf(ResultsException.class)
                .hasMessageEndingWith(": embeddings are of 3 dimensions, those of the last epoch of 4");
    }

    @Test
    void manyPointsAndClassesAreThinnedOut() {
        EmbeddingView view = EmbeddingViews.of(write(arrays(2, 100, 30_000)), SETUP);
        assertThat(view.classes()).isEqualTo(100);
        assertThat(view.shownClasses()).hasSize(EmbeddingView.MOST_CLASSES).contains(0, 5, 95);
        assertThat(view.test()).hasSize(StratifiedSample.MOST_POINTS).allMatch(p -> p.label() % 5 == 0);
    }

    @Test
    void oneDimensionLiesOnALine() {
        EmbeddingView view = EmbeddingViews.of(write(arrays(1, 2, 4)), SETUP);
        assertThat(view.test()).extracting(PlanePoint::x).containsExactly(0.0, 1.0, 2.0, 3.0);
        assertThat(view.test()).extracting(PlanePoint::y).containsOnly(0.0);
    }

    @Test
    void classesOfTrialsThatSetOthersAsideAreShownByTheirPlaces() {
        Map<String, NpyArray> arrays = arrays(2, 3, 12);
        arrays.put("loss_softmax_weight", NpyArray.of(new float[] {3, 4, 0, 2, 0, 0}, 3, 2));
        arrays.put("loss_center_centers", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
        arrays.put(EmbeddingArtifact.PLACES, NpyArray.of(new int[] {3, 0, 1, 2}, 4));
        Path file = write(arrays);
        EmbeddingView view = EmbeddingViews.of(file, SETUP);
        assertThat(new EmbeddingArtifact(file).place(0)).isEqualTo(3);
        assertThat(view.test().get(4)).isEqualTo(new PlanePoint(8, 9, 0));
        assertThat(view.train().get(0).label()).isEqualTo(3);
        assertThat(view.centers())
                .containsExactlyInAnyOrder(new PlanePoint(1, 2, 3), new PlanePoint(3, 4, 0), new PlanePoint(5, 6, 1));
        assertThat(view.directions()).contains(new PlanePoint(0, 1, 0));
        assertThat(view.shownClasses()).containsExactly(0, 1, 3);
    }

    @Test
    void whatIsMissingIsNamed() {
        Map<String, NpyArray> arrays = arrays(2, 2, 4);
        arrays.remove("trainLabels");
        assertThatThrownBy(() -> EmbeddingViews.of(write(arrays), SETUP))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining("lacks the array trainLabels");
    }

    /** Coordinate j of sample i is i d + j, its class i modulo classes; both parts alike. */
    private static Map<String, NpyArray> arrays(int d, int classes, int n) {
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        int[] labels = IntStream.range(0, n).map(i -> i % classes).toArray();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (String part : List.of("test", "train")) {
            arrays.put(part + "Embeddings", NpyArray.of(values, n, d));
            arrays.put(part + "Labels", NpyArray.of(labels, n));
        }
        return arrays;
    }

    private Path write(Map<String, NpyArray> arrays) {
        Path file = folder.resolve("epoch-001.npz");
        Npz.write(file, arrays);
        return file;
    }
}
