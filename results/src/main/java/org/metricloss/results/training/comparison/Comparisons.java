package org.metricloss.results.training.comparison;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PrimitiveIterator;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.metricloss.results.record.MeasureRecord;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.statistics.HolmAdjustment;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.statistics.PairedEffectSize;
import org.metricloss.results.statistics.PairedTTest;
import org.metricloss.results.statistics.WelchTTest;
import org.metricloss.results.statistics.WilcoxonSignedRank;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TrialSetup;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * Compares every objective with the named baseline under a rule that is fixed before the run:
 *
 * <ul>
 * <li>Values are paired by seed, on the same engine. A seed for which one side did not finish does not form a pair, but
 * is counted.
 * <li>The two-sided paired t test decides, at {@value #ALPHA} after Holm's adjustment. Wilcoxon's test is shown beside
 * it.
 * <li>Objectives of different runs are not paired if they share fewer than two seeds (unless all seeds of one are among
 * the other's), or if their data or the splits of a seed differ. Then Welch's t test replaces the paired one. This
 * depends on which trials were run, not on how they ended.
 * <li>The comparisons by {@link RunMeasures#HEADLINES}, on all engines, form one family. The answer of a report depends
 * only on them, so the chance that it makes any false claim is at most {@value #ALPHA}. The comparisons by each other
 * measure, on all engines, form a family of their own. Over all measures of a run together the chance of a false claim
 * is larger.
 * <li>A comparison without a test (one pair, none, or no variance) stays in its family with p = 1. This also holds if
 * no trial of the objective finished, so that a failure never makes the others look better.
 * <li>Measures that depend on scale or whose better direction is unknown are not compared.
 * </ul>
 */
public final class Comparisons {
    static final double ALPHA = 0.05;

    private Comparisons() {}

    /**
     * {@return all comparisons, by measure, then engine and objective in the order of the groups}
     *
     * @param runs the runs
     */
    public static List<Comparison> of(RecordedRuns runs) {
        Predicate<ObjectiveSummary> isBaseline = runs::isBaseline;
        List<ObjectiveSummary> groups = runs.objectives();
        List<String> engines =
                groups.stream().map(ObjectiveSummary::engine).distinct().toList();
        List<Comparison> open = runs.describedMeasures().compared().stream()
                .flatMap(measure ->
                        engines.stream().flatMap(engine -> compareAll(measure, engine, isBaseline, groups).stream()))
                .toList();
        Map<String, List<Comparison>> families = open.stream().collect(Collectors.groupingBy(Comparisons::family));
        Map<String, PrimitiveIterator.OfDouble> adjusted = new HashMap<>();
        families.forEach((family, members) -> adjusted.put(family, adjusted(members)));
        return open.stream()
                .map(comparison -> decide(
                        comparison,
                        families.get(family(comparison)).size(),
                        adjusted.get(family(comparison)).nextDouble()))
                .toList();
    }

    /** Returns a family's name, which is the id of one of its measures. */
    private static String family(Comparison comparison) {
        String id = comparison.measure().id();
        return RunMeasures.HEADLINES.contains(id) ? RunMeasures.PRIMARY : id;
    }

    /** Returns the adjusted p-values of a family, in its order. */
    private static PrimitiveIterator.OfDouble adjusted(List<Comparison> family) {
        return DoubleStream.of(HolmAdjustment.of(family.stream()
                                .mapToDouble(comparison -> comparison.p().orElse(1))
                                .toArray())
                        .adjusted())
                .iterator();
    }

    private static List<Comparison> compareAll(
            MeasureRecord measure,
            String engine,
            Predicate<ObjectiveSummary> isBaseline,
            List<ObjectiveSummary> groups) {
        Optional<ObjectiveSummary> reference = groups.stream()
                .filter(group -> group.engine().equals(engine) && isBaseline.test(group))
                .findFirst();
        return reference.stream()
                .flatMap(baseline -> groups.stream()
                        .filter(group -> group.engine().equals(engine) && group != baseline)
                        .filter(group -> belongs(measure, group, baseline))
                        .map(group -> compare(measure, group, baseline)))
                .toList();
    }

    /** The measures of an objective without a finished trial are unknown, so it counts in the family of each measure. */
    private static boolean belongs(MeasureRecord measure, ObjectiveSummary group, ObjectiveSummary reference) {
        boolean has = group.measures().containsKey(measure.id());
        boolean referenceHas = reference.measures().containsKey(measure.id());
        return has && (referenceHas || reference.finished() == 0) || referenceHas && group.finished() == 0;
    }

    private static Comparison compare(MeasureRecord measure, ObjectiveSummary group, ObjectiveSummary reference) {
        SortedMap<Long, Double> values = group.bySeed(measure.id());
        SortedMap<Long, Double> references = reference.bySeed(measure.id());
        TreeSet<Long> paired = new TreeSet<>(values.keySet());
        paired.retainAll(references.keySet());
        TreeSet<Long> seeds = seeds(group);
        seeds.addAll(seeds(reference));
        int unpaired = seeds.size() - paired.size();
        double[] a = paired.stream().mapToDouble(values::get).toArray();
        double[] b = paired.stream().mapToDouble(references::get).toArray();
        if (!pairUp(group, reference)) {
            return compareUnpaired(measure, group, reference);
        }
        Optional<PairedTTest> test = paired.isEmpty() ? Optional.empty() : Optional.of(PairedTTest.of(a, b));
        return new Comparison(
                measure,
                group.engine(),
                group.objective(),
                reference.objective(),
                Optional.empty(),
                paired.size(),
                unpaired,
                test.map(PairedTTest::difference),
                test.map(PairedTTest::p).orElse(OptionalDouble.empty()),
                OptionalDouble.empty(),
                test.isPresent() ? OptionalDouble.of(WilcoxonSignedRank.of(a, b).p()) : OptionalDouble.empty(),
                test.flatMap(present -> PairedEffectSize.of(a, b)),
                1,
                Verdict.NOT_COMPARED,
                test.map(PairedTTest::p).filter(OptionalDouble::isPresent).isPresent()
                        ? Optional.empty()
                        : Optional.of(obstacle(group, reference, paired.size(), unpaired)));
    }

    private static Comparison compareUnpaired(
            MeasureRecord measure, ObjectiveSummary group, ObjectiveSummary reference) {
        double[] a = values(group, measure);
        double[] b = values(reference, measure);
        boolean both = a.length > 0 && b.length > 0;
        Optional<WelchTTest> test = both ? WelchTTest.of(a, b) : Optional.empty();
        return new Comparison(
                measure,
                group.engine(),
                group.objective(),
                reference.objective(),
                Optional.of(new Comparison.Samples(a.length, b.length)),
                0,
                seeds(group).size() + seeds(reference).size(),
                both ? Optional.of(WelchTTest.difference(a, b)) : Optional.empty(),
                test.isPresent() ? OptionalDouble.of(test.get().p()) : OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                1,
                Verdict.NOT_COMPARED,
                test.isPresent()
                        ? Optional.empty()
                        : Optional.of(obstacle(group, reference, a.length, b.length, both)));
    }

    /** Why paired values cannot be tested. */
    private static String obstacle(ObjectiveSummary group, ObjectiveSummary reference, int pairs, int unpaired) {
        if (pairs == 0) {
            return withoutResult(group, reference).orElse("no seed has both");
        }
        return (pairs == 1
                        ? "one seed cannot be tested"
                        : "the difference is the same for all " + pairs + " seeds, which cannot be tested")
                + (unpaired == 0 ? "" : ", " + unpaired + " more without a pair");
    }

    /** Why values that are not paired cannot be tested. */
    private static String obstacle(
            ObjectiveSummary group, ObjectiveSummary reference, int ofGroup, int ofReference, boolean both) {
        if (!both) {
            return withoutResult(group, reference).orElse("one has no value");
        }
        return Math.min(ofGroup, ofReference) == 1
                ? "a single seed cannot be tested (" + ofGroup + " and " + ofReference + " unpaired seeds)"
                : "the values of the seeds are equal, so they cannot be tested";
    }

    private static Optional<String> withoutResult(ObjectiveSummary group, ObjectiveSummary reference) {
        return group.withoutResult().or(reference::withoutResult);
    }

    private static double[] values(ObjectiveSummary group, MeasureRecord measure) {
        return group.bySeed(measure.id()).values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** Tells whether trials of two rows are to be paired by seed. */
    public static boolean pairUp(ObjectiveSummary group, ObjectiveSummary reference) {
        if (group.runs().equals(reference.runs())) {
            return true;
        }
        TreeSet<Long> seeds = seeds(group);
        TreeSet<Long> others = seeds(reference);
        TreeSet<Long> shared = new TreeSet<>(seeds);
        shared.retainAll(others);
        boolean enough =
                shared.size() >= 2 || !shared.isEmpty() && shared.size() == Math.min(seeds.size(), others.size());
        return enough && shared.stream().allMatch(seed -> hasSameData(seed, group, reference));
    }

    private static boolean hasSameData(long seed, ObjectiveSummary group, ObjectiveSummary reference) {
        TrialSetup one = ofSeed(group, seed);
        TrialSetup other = ofSeed(reference, seed);
        boolean sameSplit = one.draws().isEmpty()
                || other.draws().isEmpty()
                || one.draws().get().split().equals(other.draws().get().split());
        return one.dataset().equals(other.dataset()) && sameSplit;
    }

    private static TrialSetup ofSeed(ObjectiveSummary group, long seed) {
        return group.trials().stream()
                .map(TrialRecord::setup)
                .filter(setup -> setup.seed() == seed)
                .findFirst()
                .orElseThrow();
    }

    private static TreeSet<Long> seeds(ObjectiveSummary group) {
        TreeSet<Long> seeds = new TreeSet<>();
        for (TrialRecord trial : group.trials()) {
            seeds.add(trial.setup().seed());
        }
        return seeds;
    }

    private static Comparison decide(Comparison open, int family, double adjusted) {
        OptionalDouble holmP = open.p().isPresent() ? OptionalDouble.of(adjusted) : OptionalDouble.empty();
        return new Comparison(
                open.measure(),
                open.engine(),
                open.objective(),
                open.baseline(),
                open.samples(),
                open.pairs(),
                open.unpaired(),
                open.difference(),
                open.p(),
                holmP,
                open.wilcoxonP(),
                open.effect(),
                family,
                verdict(open.measure(), open.difference(), holmP),
                open.obstacle());
    }

    private static Verdict verdict(MeasureRecord measure, Optional<MeanEstimate> difference, OptionalDouble holmP) {
        if (difference.isEmpty()) {
            return Verdict.NOT_COMPARED;
        }
        if (holmP.isEmpty()) {
            return Verdict.NOT_TESTED;
        }
        if (holmP.getAsDouble() > ALPHA) {
            return Verdict.NOT_DISTINGUISHABLE;
        }
        boolean higher = difference.get().mean() > 0;
        return higher == (measure.direction() == MeasureRecord.Direction.HIGHER_IS_BETTER)
                ? Verdict.BETTER
                : Verdict.WORSE;
    }
}
