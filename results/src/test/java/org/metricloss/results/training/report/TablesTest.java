package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.results.Golden;
import org.metricloss.results.SampleRun;
import org.metricloss.results.SampleTuning;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.Csv;
import org.metricloss.results.training.comparison.ComparisonSection;
import org.metricloss.results.training.summary.RunSummary;
import org.metricloss.results.training.summary.SummarySection;
import org.metricloss.results.training.tuning.TuningSection;
import org.metricloss.results.training.tuning.TuningTrials;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

class TablesTest {
    private static final RunSummary RUN = RunSummary.of(SampleRun.manifest(), SampleRun.trials());

    private static final Map<String, Function<RunSummary, Table>> TABLES = Map.of(
            "trials.csv", run -> new TrialSection(run.recorded()).table(),
            "epochs.csv", run -> EpochTable.of(run.recorded()),
            "summary.csv", run -> new SummarySection(run.recorded()).table(),
            "comparisons.csv", run -> new ComparisonSection(run.recorded(), run.comparisons()).table());

    private static final RunSummary TUNED = RunSummary.of(SampleTuning.manifest(), SampleTuning.trials());

    @Test
    void tablesOfTuningAreTheSealedOnes() throws IOException {
        Golden.assertSealed("tuning.csv", "de-DE", () -> Csv.of(TuningTrials.table(TUNED.recorded())));
        Golden.assertSealed(
                "selected.csv", "ar-EG", () -> Csv.of(new TuningSection(TUNED.recorded(), TUNED.selections()).table()));
        assertThat(TuningTrials.table(RUN.recorded()).isEmpty()).isTrue();
        assertThat(new TuningSection(RUN.recorded(), RUN.selections()).table().isEmpty())
                .isTrue();
    }

    static Stream<Arguments> tablesAndLocales() {
        return TABLES.keySet().stream()
                .sorted()
                .flatMap(file -> Stream.of("de-DE", "ar-EG").map(locale -> Arguments.of(file, locale)));
    }

    @ParameterizedTest
    @MethodSource("tablesAndLocales")
    void tablesAreTheSealedOnesInEveryLocale(String file, String locale) throws IOException {
        Golden.assertSealed(file, locale, () -> Csv.of(TABLES.get(file).apply(RUN)));
    }

    @Test
    void failedTrialsHaveTheirRowWithStatusAndReason() {
        Table trials = new TrialSection(RUN.recorded()).table();
        assertThat(trials.rowCount()).isEqualTo(SampleRun.trials().size());
        Table diverged = trials.where(trials.stringColumn("status").isEqualTo("diverged"));
        assertThat(diverged.stringColumn("reason").asList()).hasSize(2).containsOnly("loss NaN at step 17 | see log");
    }

    @Test
    void namesSurviveCsvWithCommaQuotesLineBreakAndMarkup() {
        Table read = read(Csv.of(new SummarySection(RUN.recorded()).table()));
        assertThat(read.stringColumn("objective").asList())
                .containsExactly("softmax", "softmax+center", "contrastive", "triplet", SampleRun.ODD_NAME);
    }

    @Test
    void whiteSpaceInATextSurvives() {
        Table table = Table.create("t")
                .addColumns(StringColumn.create("name", " a ", "b\r\nc\rd\t;"), DoubleColumn.create("x", 1, 2));
        assertThat(Csv.of(table)).isEqualTo("name,x\n a ,1.0\n\"b\r\nc\rd\t;\",2.0\n");
    }

    @Test
    void fractionsHaveSixDigitsWholeNumbersAllAndSpecialValuesTheirNames() {
        DoubleColumn column = DoubleColumn.create(
                "x", 1.0 / 3, 123456789.0, 1.23456789e-10, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0);
        assertThat(Csv.of(Table.create("t").addColumns(column)))
                .isEqualTo("x\n0.333333\n1.23456789E8\n1.23457E-10\nInfinity\n-Infinity\n0.0\n");
    }

    @Test
    void columnsOfTheSameNameAreToldApart() {
        Columns<String> columns = new Columns<>("t");
        columns.text("seed", item -> item).integer("Seed", item -> 1);
        assertThat(columns.table(java.util.List.of("a")).columnNames()).containsExactly("seed", "Seed_");
    }

    @Test
    void runWithoutTrialsHasEmptyTables() {
        RunSummary empty = RunSummary.of(SampleRun.manifest(), java.util.List.of());
        assertThat(Csv.of(new TrialSection(empty.recorded()).table()))
                .startsWith("trial,objective,")
                .hasLineCount(1);
        assertThat(Csv.of(new ComparisonSection(empty.recorded(), empty.comparisons()).table()))
                .startsWith("measure,engine,")
                .hasLineCount(1);
    }

    private static Table read(String csv) {
        CsvReadOptions options = CsvReadOptions.builder(new StringReader(csv))
                .columnTypes(name -> ColumnType.STRING)
                .build();
        return Table.read().csv(options);
    }
}
