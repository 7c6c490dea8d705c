package org.metricloss.results.training.equivalence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.metricloss.results.statistics.EquivalenceTest;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.store.FlatJson;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * The test whether an objective gives equivalent results on two engines, paired by seed. Measure and margin are in the
 * experiment file, so they were fixed before there were results.
 *
 * @param objective the objective's name
 * @param reference the first engine of the experiment
 * @param engine the engine that is compared with it
 * @param measure the id of the measure
 * @param margin the largest difference of means that counts as equivalent
 * @param pairs how many seeds have a value on both engines
 * @param unpaired how many seeds ended on at least one engine, but do not have a value on both
 * @param test the test of engine minus reference; empty without pairs
 * @param referenceDeviation the standard deviation between the paired seeds on the reference; empty for fewer than two
 * @param engineDeviation the same on the other engine
 */
public record EngineEquivalence(
        String objective,
        String reference,
        String engine,
        String measure,
        double margin,
        int pairs,
        int unpaired,
        Optional<EquivalenceTest> test,
        OptionalDouble referenceDeviation,
        OptionalDouble engineDeviation) {
    /** The outcome of the test. */
    public enum Verdict {
        /** Both one-sided tests reject: the means differ by less than the margin. */
        EQUIVALENT,
        /** The 90% interval lies beyond the margin: the means differ by more. */
        DIFFERENT,
        /** Neither can be said: the interval contains an end of the margin. */
        NOT_SHOWN,
        /** There is no test: no or one pair, or differences without any variance. */
        NOT_TESTED
    }

    /**
     * {@return one test for each objective and engine but the first, in order of appearance; empty if the experiment does not
     * ask for it, and for several runs}
     *
     * @param runs the runs
     */
    public static List<EngineEquivalence> of(RecordedRuns runs) {
        String text = runs.manifest().experiment();
        if (runs.runs().size() > 1 || !text.contains("\"equivalence\"")) {
            return List.of();
        }
        Map<String, String> experiment = FlatJson.of(text);
        String reference = experiment.get("engines.0");
        String measure = experiment.get("equivalence.measure");
        double margin = Double.parseDouble(experiment.get("equivalence.margin"));
        return runs.objectives().stream()
                .filter(other -> !other.engine().equals(reference))
                .flatMap(other -> runs.objectives().stream()
                        .filter(first -> first.engine().equals(reference)
                                && first.objective().equals(other.objective()))
                        .map(first -> of(first, other, measure, margin)))
                .toList();
    }

    /**
     * {@return one sentence for each engine but the first, such as {@code Equivalence of tensorflow and djl within 0.01 of recall@1:
     * shown for softmax and center; not shown for triplet.}; empty if there are no tests}
     *
     * @param tests the tests of one run
     * @param title the title of their measure
     */
    public static List<String> inShort(List<EngineEquivalence> tests, String title) {
        Map<String, List<EngineEquivalence>> byEngine = tests.stream()
                .collect(Collectors.groupingBy(EngineEquivalence::engine, LinkedHashMap::new, Collectors.toList()));
        return byEngine.values().stream()
                .map(ofEngine -> "Equivalence of %s and %s within %s of %s: %s."
                        .formatted(
                                ofEngine.get(0).engine(),
                                ofEngine.get(0).reference(),
                                NumberText.cost(ofEngine.get(0).margin()),
                                title,
                                byVerdict(ofEngine)))
                .toList();
    }

    private static String byVerdict(List<EngineEquivalence> tests) {
        Map<Verdict, List<String>> objectives = tests.stream()
                .collect(Collectors.groupingBy(
                        EngineEquivalence::verdict,
                        TreeMap::new,
                        Collectors.mapping(EngineEquivalence::objective, Collectors.toList())));
        return objectives.entrySet().stream()
                .map(entry -> switch (entry.getKey()) {
                            case EQUIVALENT -> "shown";
                            case DIFFERENT -> "excluded";
                            case NOT_SHOWN -> "not shown";
                            case NOT_TESTED -> "not tested";
                        }
                        + " for " + NumberText.list(entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static EngineEquivalence of(
            ObjectiveSummary reference, ObjectiveSummary other, String measure, double margin) {
        SortedMap<Long, Double> ours = reference.bySeed(measure);
        SortedMap<Long, Double> theirs = other.bySeed(measure);
        TreeSet<Long> paired = new TreeSet<>(ours.keySet());
        paired.retainAll(theirs.keySet());
        TreeSet<Long> seeds = new TreeSet<>();
        List.of(reference, other)
                .forEach(summary -> summary.trials()
                        .forEach(trial -> seeds.add(trial.setup().seed())));
        double[] a = paired.stream().mapToDouble(theirs::get).toArray();
        double[] b = paired.stream().mapToDouble(ours::get).toArray();
        return new EngineEquivalence(
                reference.objective(),
                reference.engine(),
                other.engine(),
                measure,
                margin,
                paired.size(),
                seeds.size() - paired.size(),
                paired.isEmpty() ? Optional.empty() : Optional.of(EquivalenceTest.of(a, b, margin)),
                deviation(b),
                deviation(a));
    }

    private static OptionalDouble deviation(double[] values) {
        return values.length == 0
                ? OptionalDouble.empty()
                : MeanEstimate.of(values).standardDeviation();
    }

    /** {@return the p-value that decides; empty if there is no test} */
    public OptionalDouble p() {
        return test.map(EquivalenceTest::p).orElse(OptionalDouble.empty());
    }

    /** {@return the outcome} */
    public Verdict verdict() {
        if (p().isEmpty()) {
            return Verdict.NOT_TESTED;
        }
        if (test.orElseThrow().isEquivalent()) {
            return Verdict.EQUIVALENT;
        }
        return test.orElseThrow().isDifferent() ? Verdict.DIFFERENT : Verdict.NOT_SHOWN;
    }

    /**
     * {@return the outcome in words, such as {@code softmax on tensorflow is equivalent to djl within 0.01 (p = 0.0123, 10
     * seeds)}}
     */
    public String words() {
        String within = " within " + NumberText.cost(margin);
        String subject = objective + " on " + engine;
        return switch (verdict()) {
            case EQUIVALENT -> subject + " is equivalent to " + reference + within + evidence();
            case DIFFERENT ->
                subject + " differs from " + reference + " by more than " + NumberText.cost(margin) + evidence();
            case NOT_SHOWN -> subject + " is not shown to be equivalent to " + reference + within + evidence();
            case NOT_TESTED -> subject + " is not tested against " + reference + ": " + obstacle();
        };
    }

    private String evidence() {
        return " (" + NumberText.pEquals(p().orElseThrow()) + ", " + pairs + " seeds"
                + (unpaired == 0 ? ")" : ", " + unpaired + " more without a pair)");
    }

    private String obstacle() {
        return switch (pairs) {
            case 0 -> "no seed has a value on both";
            case 1 -> "one seed cannot be tested";
            default -> "the difference is the same for all " + pairs + " seeds, which cannot be tested";
        };
    }
}
