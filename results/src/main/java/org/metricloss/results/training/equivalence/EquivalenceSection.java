package org.metricloss.results.training.equivalence;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.statistics.EquivalenceTest;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.Csv;
import org.metricloss.results.text.EnumText;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.RecordedRuns;
import tech.tablesaw.api.Table;

/**
 * Whether the engines of a run give equivalent results: one line for each objective and engine but the first.
 *
 * @param run the run
 * @param tests the tests
 */
public record EquivalenceSection(RecordedRuns run, List<EngineEquivalence> tests) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        if (tests.isEmpty()) {
            return;
        }
        String measure = run.describedMeasures().title(tests.get(0).measure());
        out.heading(2, "Equivalence of engines");
        out.list(tests.stream().map(EngineEquivalence::words).toList());
        out.explanation(
                "Differences of " + measure + " are engine minus "
                        + tests.get(0).reference()
                        + ", paired by seed. Two engines are equivalent if the 90% interval lies within the margin.",
                "The experiment file states measure and margin, so they were fixed beforehand. Two one-sided paired t tests"
                        + " (TOST, Schuirmann 1987) reject that the means differ by the margin or more, each at 0.05; the larger p"
                        + " decides. Each line is a test of its own; that all lines hold is claimed at 0.05 as well. Not shown to be"
                        + " equivalent does not mean different: more seeds make the interval narrower. The standard deviations"
                        + " between seeds show how large the difference is beside the randomness of training.");
        out.table(columns().report(tests));
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.writeIfAny(folder, table());
    }

    /** {@return one row per objective and engine but the first} */
    public Table table() {
        return columns().table(tests);
    }

    private Columns<EngineEquivalence> columns() {
        Columns<EngineEquivalence> columns = new Columns<EngineEquivalence>("equivalence")
                .text("measure", EngineEquivalence::measure)
                .text("objective", EngineEquivalence::objective)
                .shown("objective", EngineEquivalence::objective)
                .text("referenceEngine", EngineEquivalence::reference)
                .text("engine", EngineEquivalence::engine)
                .shown("engine", EngineEquivalence::engine)
                .number("margin", test -> OptionalDouble.of(test.margin()))
                .integer("pairs", EngineEquivalence::pairs)
                .integer("unpaired", EngineEquivalence::unpaired)
                .figure("seeds", test -> Integer.toString(test.pairs()))
                .number("differenceMean", test -> Columns.of(difference(test).map(MeanEstimate::mean)))
                .figure("difference", test -> shown(difference(test).map(mean -> NumberText.signed(mean.mean()))))
                .number("differenceLow90", test -> Columns.of(interval(test).map(Interval::low)))
                .number("differenceHigh90", test -> Columns.of(interval(test).map(Interval::high)))
                .figure("90% interval", test -> shown(interval(test).map(NumberText::signed)))
                .number("pLower", test -> p(test.test().map(EquivalenceTest::pLower)))
                .figure("p (above -margin)", test -> NumberText.p(p(test.test().map(EquivalenceTest::pLower))))
                .number("pUpper", test -> p(test.test().map(EquivalenceTest::pUpper)))
                .figure("p (below margin)", test -> NumberText.p(p(test.test().map(EquivalenceTest::pUpper))))
                .number("referenceDeviation", EngineEquivalence::referenceDeviation)
                .figure("s between seeds, reference", test -> deviation(test.referenceDeviation()))
                .number("engineDeviation", EngineEquivalence::engineDeviation)
                .figure("s between seeds, engine", test -> deviation(test.engineDeviation()))
                .text("verdict", test -> EnumText.words(test.verdict()))
                .shown("verdict", test -> EnumText.words(test.verdict()))
                .text("words", EngineEquivalence::words);
        return run.withSource(columns, this::trials);
    }

    private static Optional<MeanEstimate> difference(EngineEquivalence test) {
        return test.test().map(EquivalenceTest::difference);
    }

    private static Optional<Interval> interval(EngineEquivalence test) {
        return difference(test).flatMap(MeanEstimate::interval);
    }

    private static OptionalDouble p(Optional<OptionalDouble> p) {
        return p.orElse(OptionalDouble.empty());
    }

    private static String deviation(OptionalDouble deviation) {
        return deviation.isPresent() ? NumberText.cost(deviation.getAsDouble()) : "-";
    }

    private static String shown(Optional<String> text) {
        return text.orElse("-");
    }

    private List<TrialRecord> trials(EngineEquivalence test) {
        return Stream.of(test.reference(), test.engine())
                .flatMap(engine -> run.trials(test.objective(), engine).stream())
                .toList();
    }
}
