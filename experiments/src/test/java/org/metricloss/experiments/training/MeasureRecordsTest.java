package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.core.evaluation.Measures;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.training.setting.Examples;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.results.record.MeasureRecord;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.store.RunFolder;

class MeasureRecordsTest {
    /** Manifests of older versions describe no measures; reports of their runs must look as they do now. */
    @Test
    void whatOlderRunsMeasuredIsDescribedAsInTheCatalogue() {
        RunMeasures older =
                RunMeasures.of(List.of(RunFolder.open(Path.of("../results/src/test/resources/formats/run-2"))
                        .manifest()));
        assertThat(older.all()).isNotEmpty();
        List<Measure> recorded = Measures.ofTrials().stream()
                .filter(measure -> measure.direction() != Measure.Direction.NONE)
                .toList();
        assertThat(MeasureRecords.of(recorded)).isEqualTo(older.all());
    }

    @Test
    void recallAtTheRanksThatAreAskedForStandsBehindRecallAtOne() {
        Experiment experiment = Experiment.parse(
                "test.yaml",
                Examples.quickstart(),
                List.of("dataset={type: digits}", "evaluation.recallAt=[100, 10]"),
                Examples.AVAILABLE);
        List<Measure> measures =
                Plan.withoutEngines(experiment, Datasets.ofEnvironment()).measures();
        assertThat(measures)
                .extracting(Measure::id)
                .containsSubsequence("knn5Accuracy", "recallAt1", "recallAt100", "recallAt10", "mapAtR");
        assertThat(new RunMeasures(MeasureRecords.of(measures)).title("recallAt100"))
                .isEqualTo("recall@100");
    }

    @Test
    void standardErrorsAreDescribedButNotCompared() {
        assertThat(MeasureRecords.all().byId("rocAucError"))
                .isPresent()
                .hasValueSatisfying(error -> assertThat(error.isCompared()).isFalse());
        assertThat(MeasureRecords.all().compared())
                .extracting(MeasureRecord::id)
                .contains(RunMeasures.PRIMARY);
    }
}
