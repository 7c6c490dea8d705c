package org.metricloss.results.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.metricloss.results.cost.PointSetup.ListedTuples;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * The results of a cost study. Its report and its summary for the terminal are made from them.
 *
 * @param manifest the plan of the run; its baseline is the loss that others are compared with
 * @param records the records, in the order of the plan
 * @param points one per size of each series, the baseline's series first, sizes ascending
 * @param growths the growth of the phases of each series
 * @param changes what had changed when the run was resumed, see {@link RunFolder#changes}
 */
public record CostSummary(
        Manifest manifest,
        List<PointRecord> records,
        List<PointSummary> points,
        List<Growth> growths,
        List<String> changes) {
    /** Memory that a process takes and returns on its own. A peak must be ten times as large to show growth. */
    private static final double MEMORY_OVERHEAD = 4 << 20;

    /** Copies the lists. */
    public CostSummary {
        records = List.copyOf(records);
        points = List.copyOf(points);
        growths = List.copyOf(growths);
        changes = List.copyOf(changes);
    }

    /**
     * {@return the current summary of a run}
     *
     * @param folder a run of a cost study, ended or not
     * @throws ResultsException if a record cannot be read
     */
    public static CostSummary of(RunFolder folder) {
        return of(folder.manifest(), folder.records(PointRecord.class), folder.changes());
    }

    /**
     * {@return the summary of records}
     *
     * @param manifest the plan of the run
     * @param records the records of the run
     */
    public static CostSummary of(Manifest manifest, List<PointRecord> records) {
        return of(manifest, records, List.of());
    }

    private static CostSummary of(Manifest manifest, List<PointRecord> records, List<String> changes) {
        Map<Series, Map<Integer, List<PointRecord>>> grouped = new LinkedHashMap<>();
        for (PointRecord record : records) {
            grouped.computeIfAbsent(Series.of(record.setup()), unseen -> new LinkedHashMap<>())
                    .computeIfAbsent(record.setup().samples(), unseen -> new ArrayList<>())
                    .add(record);
        }
        List<PointSummary> points = grouped.keySet().stream()
                .sorted(Series.order(manifest.baseline()))
                .flatMap(series -> grouped.get(series).values().stream()
                        .map(PointSummary::of)
                        .sorted(PointSummary.bySize()))
                .toList();
        List<PointSummary> complete = besideBaseline(manifest.baseline(), withEpochs(points));
        return new CostSummary(manifest, records, complete, growths(complete), changes);
    }

    /**
     * Adds the cost of all tuples of the n samples, including the pass of each image through the network, if that was
     * measured. The sum of the network's time, which is of order n, and the loss's time has no theoretical exponent.
     */
    private static List<PointSummary> withEpochs(List<PointSummary> points) {
        return points.stream()
                .map(point -> epoch(point, points).map(point::with).orElse(point))
                .toList();
    }

    private static Optional<PhaseCost> epoch(PointSummary point, List<PointSummary> points) {
        Optional<PhaseCost> total = point.phase(PhaseCost.TOTAL);
        PointSetup setup = point.setup();
        if (total.isEmpty()) {
            return Optional.empty();
        }
        if (setup.listed().isPresent()) {
            ListedTuples listed = setup.listed().get();
            double steps = (double) setup.listedTuplesThatExist().orElseThrow() / listed.sample();
            boolean cubic = listed.members() == 3 && setup.classesFixed();
            return Optional.of(total.get().times(PhaseCost.EPOCH, OptionalInt.of(cubic ? 3 : 2), steps));
        }
        return secondsPerImage(setup, points)
                .map(perImage -> total.get().plus(PhaseCost.EPOCH, OptionalInt.empty(), perImage * setup.samples()));
    }

    /** Returns the median over points on the same engine that sent listed tuples through the study's only network. */
    private static Optional<Double> secondsPerImage(PointSetup setup, List<PointSummary> points) {
        double[] perImage = points.stream()
                .filter(point -> point.setup().engine().equals(setup.engine())
                        && point.setup().dimension() == setup.dimension())
                .flatMap(point -> point.phase(PhaseCost.NETWORK).stream().map(network -> {
                    ListedTuples listed = point.setup().listed().orElseThrow();
                    return network.medianSeconds() / ((double) listed.sample() * listed.members());
                }))
                .mapToDouble(Double::doubleValue)
                .toArray();
        return perImage.length == 0 ? Optional.empty() : Optional.of(PhaseCost.median(perImage));
    }

    /**
     * The properties that points with different losses must share to be compared: the same samples on the same engine.
     */
    private record Place(String engine, int samples, int dimension, int classes) {
        static Place of(PointSetup setup) {
            return new Place(setup.engine(), setup.samples(), setup.dimension(), setup.classes());
        }
    }

    private static List<PointSummary> besideBaseline(String baseline, List<PointSummary> points) {
        Map<Place, PointSummary> baselines = new LinkedHashMap<>();
        for (PointSummary point : points) {
            if (point.setup().loss().equals(baseline) && point.setup().listed().isEmpty()) {
                baselines.putIfAbsent(Place.of(point.setup()), point);
            }
        }
        return points.stream()
                .map(point -> {
                    Optional<PointSummary> beside = Optional.ofNullable(baselines.get(Place.of(point.setup())));
                    return point.with(point.phases().stream()
                            .map(phase -> beside(point, phase, beside))
                            .toList());
                })
                .toList();
    }

    /**
     * Adds the ratio to the baseline. Epochs can always be compared, but the loss alone only if it was given the same
     * samples.
     */
    private static PhaseCost beside(PointSummary point, PhaseCost phase, Optional<PointSummary> baseline) {
        boolean comparable = phase.phase().equals(PhaseCost.EPOCH)
                || phase.phase().equals(PhaseCost.TOTAL)
                        && point.setup().listed().isEmpty();
        return baseline.filter(unused -> comparable)
                .flatMap(beside -> beside.phase(phase.phase()))
                .map(beside -> phase.beside(beside.medianSeconds()))
                .orElse(phase);
    }

    private static List<Growth> growths(List<PointSummary> points) {
        Map<Series, List<PointSummary>> bySeries = new LinkedHashMap<>();
        points.forEach(point -> bySeries.computeIfAbsent(Series.of(point.setup()), unseen -> new ArrayList<>())
                .add(point));
        List<Growth> growths = new ArrayList<>();
        bySeries.forEach((series, sizes) -> growths.addAll(growths(series, sizes)));
        return growths;
    }

    private static List<Growth> growths(Series series, List<PointSummary> all) {
        List<PointSummary> sizes = all.stream().filter(PointSummary::isFinished).toList();
        Map<String, OptionalInt> quantities = new LinkedHashMap<>();
        Set<String> memory = new LinkedHashSet<>();
        for (PointSummary point : sizes) {
            // The time of a sample of fixed size does not depend on n.
            point.phases().stream()
                    .filter(phase ->
                            point.setup().listed().isEmpty() || phase.phase().equals(PhaseCost.EPOCH))
                    .forEach(phase -> quantities.putIfAbsent(phase.phase(), phase.theory()));
            point.peakBytes()
                    .filter(bytes -> point.setup().listed().isEmpty())
                    .ifPresent(bytes -> memory.add(Growth.PEAK_BYTES));
        }
        List<Growth> growths = new ArrayList<>();
        quantities.forEach((phase, theory) -> growths.add(Growth.of(
                series,
                phase,
                theory,
                values(
                        sizes,
                        point -> point.phase(phase).map(PhaseCost::medianSeconds),
                        point -> Math.max(point.clockSeconds(), point.emptyStepSeconds())))));
        memory.forEach(quantity -> growths.add(Growth.of(
                series,
                quantity,
                OptionalInt.empty(),
                values(sizes, point -> point.peakBytes().map(Long::doubleValue), point -> MEMORY_OVERHEAD))));
        growths.add(
                Growth.of(series, Growth.TUPLES, OptionalInt.empty(), values(all, CostSummary::tuples, point -> 0.0)));
        return growths;
    }

    private static Optional<Double> tuples(PointSummary point) {
        return Optional.of((double)
                point.setup().listedTuplesThatExist().orElse(point.setup().tuplesPredicted()));
    }

    private static List<Growth.Size> values(
            List<PointSummary> points,
            Function<PointSummary, Optional<Double>> value,
            Function<PointSummary, Double> overhead) {
        return points.stream()
                .flatMap(point -> value.apply(point).stream()
                        .map(each -> new Growth.Size(point.setup().samples(), each, overhead.apply(point))))
                .toList();
    }

    /** {@return the measurements that ended without a result, in the order of the plan} */
    public List<PointRecord> unfinished() {
        return records.stream().filter(record -> !record.isFinished()).toList();
    }

    /**
     * {@return the unfinished measurements that failed by an error. Running out of memory or time is a result and not
     * counted here}
     */
    public List<PointRecord> failures() {
        return unfinished().stream()
                .filter(record ->
                        record.status() != TrialStatus.OUT_OF_MEMORY && record.status() != TrialStatus.TIMED_OUT)
                .toList();
    }
}
