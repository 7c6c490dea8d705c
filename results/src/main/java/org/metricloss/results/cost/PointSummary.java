package org.metricloss.results.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.table.Columns;

/**
 * The results of all rounds of a point.
 *
 * @param setup the setup of the point
 * @param status FINISHED if every ended round measured it, otherwise the status of the first round that did not
 * @param reason why and in how many rounds measuring did not finish, if it did not
 * @param phases the times over the finished rounds: first the whole, then its phases in order; empty if no round
 *     finished
 * @param clockSeconds the overhead of measuring, per measurement; 0 if no round finished
 * @param emptyStepSeconds the time of the engine's step for a trivial loss; 0 if no round finished
 * @param tuplesCounted the tuples that the loss counted
 * @param peakBytes the median peak memory over rounds
 */
public record PointSummary(
        PointSetup setup,
        TrialStatus status,
        Optional<String> reason,
        List<PhaseCost> phases,
        double clockSeconds,
        double emptyStepSeconds,
        Optional<Long> tuplesCounted,
        Optional<Long> peakBytes) {
    /** Copies the list. */
    public PointSummary {
        phases = List.copyOf(phases);
    }

    /** @param rounds the records of one point, at least one */
    static PointSummary of(List<PointRecord> rounds) {
        PointSetup setup = rounds.get(0).setup();
        List<PointCost> costs =
                rounds.stream().flatMap(round -> round.cost().stream()).toList();
        List<PointRecord> others =
                rounds.stream().filter(round -> !round.isFinished()).toList();
        return new PointSummary(
                setup,
                others.isEmpty() ? TrialStatus.FINISHED : others.get(0).status(),
                others.isEmpty() ? Optional.empty() : Optional.of(reason(others, rounds.size())),
                costs.isEmpty() ? List.of() : phases(setup, costs),
                median(costs, PointCost::clockSeconds),
                median(costs, PointCost::emptyStepSeconds),
                costs.stream().flatMap(cost -> cost.tuplesCounted().stream()).findFirst(),
                costs.stream().anyMatch(cost -> cost.peakBytes().isPresent())
                        ? Optional.of((long) PhaseCost.median(costs.stream()
                                .flatMap(cost -> cost.peakBytes().stream())
                                .mapToDouble(Long::doubleValue)
                                .toArray()))
                        : Optional.empty());
    }

    private static String reason(List<PointRecord> others, int rounds) {
        String reason = others.get(0).reason().orElseThrow();
        return rounds == 1 ? reason : "%s (in %s of %s rounds)".formatted(reason, others.size(), rounds);
    }

    private static double median(List<PointCost> costs, ToDoubleFunction<PointCost> value) {
        return costs.isEmpty()
                ? 0
                : PhaseCost.median(costs.stream().mapToDouble(value).toArray());
    }

    private static List<PhaseCost> phases(PointSetup setup, List<PointCost> costs) {
        int stages = costs.get(0).stages().size();
        List<PhaseCost> phases = new ArrayList<>();
        // The time of a sample of fixed size does not depend on n.
        boolean grows = setup.listed().isEmpty();
        OptionalInt theory = grows
                ? costs.get(0).stages().stream().mapToInt(TimedWork::exponent).max()
                : OptionalInt.empty();
        phases.add(PhaseCost.of(
                PhaseCost.TOTAL,
                theory,
                grows
                        ? stage(costs, stages - 1)
                        : works(costs, cost -> cost.step().orElseThrow())));
        if (!grows) {
            phases.add(PhaseCost.of(
                    PhaseCost.NETWORK,
                    theory,
                    works(costs, cost -> cost.network().orElseThrow())));
        }
        for (int i = 0; i < stages; i++) {
            TimedWork stage = costs.get(0).stages().get(i);
            OptionalInt own = grows ? OptionalInt.of(stage.exponent()) : OptionalInt.empty();
            phases.add(
                    i == 0
                            ? PhaseCost.of(stage.name(), own, stage(costs, 0))
                            : PhaseCost.difference(stage.name(), own, stage(costs, i), stage(costs, i - 1)));
        }
        return phases;
    }

    private static List<TimedWork> stage(List<PointCost> costs, int index) {
        return works(costs, cost -> cost.stages().get(index));
    }

    private static List<TimedWork> works(List<PointCost> costs, Function<PointCost, TimedWork> work) {
        return costs.stream().map(work).toList();
    }

    /** {@return whether every ended round measured it} */
    public boolean isFinished() {
        return status == TrialStatus.FINISHED;
    }

    /** {@return the phase with a given name, if it was measured or predicted} */
    public Optional<PhaseCost> phase(String name) {
        return phases.stream().filter(phase -> phase.phase().equals(name)).findFirst();
    }

    /**
     * {@return the share of a phase in the time that all phases take together, in [0, 1]; empty for the whole, for the
     * predicted epoch, and if no phase took any time}
     */
    public Optional<Double> share(String name) {
        double together = phases.stream()
                .filter(phase -> phase.isPart())
                .mapToDouble(PhaseCost::medianSeconds)
                .sum();
        return phase(name)
                .filter(phase -> phase.isPart() && together > 0)
                .map(phase -> phase.medianSeconds() / together);
    }

    /**
     * {@return the time of the network's step for one pass of the samples: the predicted time of all tuples less that of the
     * loss; empty for listed tuples, and if the network was not measured}
     */
    Optional<Double> networkSeconds() {
        return setup.listed().isPresent()
                ? Optional.empty()
                : phase(PhaseCost.EPOCH)
                        .flatMap(all -> phase(PhaseCost.TOTAL).map(loss -> all.medianSeconds() - loss.medianSeconds()))
                        .filter(step -> step > 0);
    }

    /** {@return a copy with a phase added after the others} */
    PointSummary with(PhaseCost phase) {
        List<PhaseCost> all = new ArrayList<>(phases);
        all.add(phase);
        return with(all);
    }

    /** {@return a copy with other phases} */
    PointSummary with(List<PhaseCost> others) {
        return new PointSummary(
                setup, status, reason, others, clockSeconds, emptyStepSeconds, tuplesCounted, peakBytes);
    }

    /** Orders points by ascending size. */
    static Comparator<PointSummary> bySize() {
        return Comparator.comparingInt(point -> point.setup().samples());
    }

    /** {@return the columns with which every table of the page begins that has a row for each point} */
    static Columns<PointSummary> columns() {
        return new Columns<PointSummary>("cost")
                .shown("loss", point -> Series.of(point.setup()).label())
                .shownIfDifferent("engine", point -> point.setup().engine())
                .figure("n", point -> Integer.toString(point.setup().samples()))
                .figureIfDifferent("d", point -> Integer.toString(point.setup().dimension()))
                .figureIfDifferent(
                        "classes", point -> Integer.toString(point.setup().classes()));
    }
}
