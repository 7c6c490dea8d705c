package org.metricloss.results.training.classes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.results.record.ClassPairsRecord;
import org.metricloss.results.record.ClassScoresRecord;
import org.metricloss.results.statistics.ClassBootstrap;
import org.metricloss.results.statistics.ClassPairBootstrap;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * How uncertain a measure of an objective is because other seeds, and because other classes, could have been chosen. It exists for
 * measures of rankings, and for the area under the ROC curve, on classes that were never trained on; classes that were trained on
 * are no sample of others.
 *
 * @param objective the objective on an engine
 * @param measure the id of the measure
 * @param classes how many classes were tested
 * @param seeds the mean over seeds with its interval
 * @param overClasses the interval over test classes; empty for few classes, or if the seeds tested different ones
 */
public record ClassInterval(
        ObjectiveSummary objective, String measure, int classes, MeanEstimate seeds, Optional<Interval> overClasses) {
    /** A trial on classes that were never trained on verifies pairs. */
    private static final String OPEN_SET = "rocAuc";

    /** {@return the intervals, by objective and measure; none for trials on classes that were trained on} */
    static List<ClassInterval> of(RecordedRuns run, List<ClassResults.OfObjective> objectives) {
        List<ClassInterval> intervals = new ArrayList<>();
        if (!run.measures().contains(OPEN_SET)) {
            return intervals;
        }
        for (ClassResults.OfObjective one : objectives) {
            for (String measure : one.seeds().get(0).measures()) {
                Optional.ofNullable(one.objective().measures().get(measure))
                        .ifPresent(seeds -> intervals.add(new ClassInterval(
                                one.objective(),
                                measure,
                                one.classes().size(),
                                seeds,
                                one.seeds().size() == seeds.n() && haveSameClasses(one.seeds())
                                        ? ClassBootstrap.of(one.seeds().stream()
                                                .map(scores -> sums(scores, measure))
                                                .toList())
                                        : Optional.empty())));
            }
            ofPairs(one).ifPresent(intervals::add);
        }
        return intervals;
    }

    /** Returns the interval of the area under the ROC curve; empty if a seed has no shares of pairs of classes. */
    private static Optional<ClassInterval> ofPairs(ClassResults.OfObjective one) {
        List<ClassPairsRecord> seeds = one.pairs();
        MeanEstimate mean = one.objective().measures().get(OPEN_SET);
        if (mean == null || seeds.isEmpty() || seeds.size() != mean.n()) {
            return Optional.empty();
        }
        boolean sameClasses =
                seeds.stream().map(ClassPairsRecord::labels).distinct().count() == 1;
        return Optional.of(new ClassInterval(
                one.objective(),
                OPEN_SET,
                seeds.get(0).labels().size(),
                mean,
                sameClasses
                        ? ClassPairBootstrap.of(
                                seeds.stream().map(ClassInterval::shares).toList())
                        : Optional.empty()));
    }

    private static ClassPairBootstrap.Shares shares(ClassPairsRecord pairs) {
        return new ClassPairBootstrap.Shares(
                pairs.samples().stream().mapToInt(Integer::intValue).toArray(),
                numbers(pairs.same()),
                pairs.different().stream().map(ClassInterval::numbers).toArray(double[][]::new));
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Seeds may divide the classes differently; then there is no set of classes to draw from. */
    private static boolean haveSameClasses(List<ClassScoresRecord> seeds) {
        return seeds.stream()
                        .map(scores -> scores.classes().stream()
                                .map(ClassScoresRecord.ScoredClass::label)
                                .toList())
                        .distinct()
                        .count()
                == 1;
    }

    private static ClassBootstrap.ClassSums sums(ClassScoresRecord scores, String measure) {
        int place = scores.measures().indexOf(measure);
        return new ClassBootstrap.ClassSums(
                scores.classes().stream()
                        .mapToDouble(scored -> scored.sums().get(place))
                        .toArray(),
                scores.classes().stream()
                        .mapToInt(scored -> scored.queries().get(place))
                        .toArray());
    }
}
