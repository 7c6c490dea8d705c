package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.results.Golden;
import org.metricloss.results.SampleRun;
import org.metricloss.results.TrainingRun;
import org.metricloss.results.Variant;
import org.metricloss.results.table.Csv;
import org.metricloss.results.training.pareto.ParetoSection;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.summary.RunSummary;
import org.metricloss.results.training.time.TimeToTargetSection;

class TrainingTablesTest {
    private static final RunSummary RUN = RunSummary.of(TrainingRun.manifest(), TrainingRun.trials());

    private static final Map<String, Function<RunSummary, String>> FILES = Map.of(
            "time_to_target.csv", run -> Csv.of(new TimeToTargetSection(run.recorded(), run.timesToTarget()).table()),
            "curves.csv", run -> Csv.of(CurveTable.of(run.recorded())),
            "pareto.csv", run -> Csv.of(new ParetoSection(run.pareto()).table()),
            "training.md", run -> RunReport.of(run).markdown());

    static Stream<Arguments> filesAndLocales() {
        return FILES.keySet().stream()
                .sorted()
                .flatMap(file -> Stream.of("de-DE", "ar-EG").map(locale -> Arguments.of(file, locale)));
    }

    @ParameterizedTest
    @MethodSource("filesAndLocales")
    void filesAreTheSealedOnesInEveryLocale(String file, String locale) throws IOException {
        Golden.assertSealed(file, locale, () -> FILES.get(file).apply(RUN));
    }

    @Test
    void trialsStateTheSettingsOfTheNetworkIfTheirRecordsDo() {
        TrialRecord older = SampleRun.trials().get(0);
        TrialRecord trial = Variant.of(
                older,
                "setup",
                Variant.of(
                        older.setup(),
                        "network",
                        Variant.of(
                                older.setup().network(),
                                "settings",
                                Optional.of(Map.of("initial", "he", "freeze", "0-4")))));
        assertThat(trialTable(older)).doesNotContain("networkSettings");
        assertThat(trialTable(trial))
                .contains("networkSettings")
                .contains("initial=he")
                .contains("freeze=0-4");
    }

    private static String trialTable(TrialRecord trial) {
        RunSummary run = RunSummary.of(SampleRun.manifest(), List.of(trial));
        return Csv.of(TrialColumns.of(run.recorded()).table(List.of(trial)));
    }

    @Test
    void runsWithoutTargetAndValidationHaveNoRows() {
        RunSummary plain = RunSummary.of(SampleRun.manifest(), SampleRun.trials());
        assertThat(new TimeToTargetSection(plain.recorded(), plain.timesToTarget())
                        .table()
                        .isEmpty())
                .isTrue();
        assertThat(CurveTable.of(plain.recorded()).isEmpty()).isTrue();
        assertThat(RunReport.of(plain).markdown()).doesNotContain("## Training");
    }
}
