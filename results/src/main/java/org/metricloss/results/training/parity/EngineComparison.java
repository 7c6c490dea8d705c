package org.metricloss.results.training.parity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.metricloss.base.UserException;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.WeightsArtifact;
import org.metricloss.results.training.parity.ParityPoint.Moment;
import org.metricloss.results.training.record.TrialRecord;

/**
 * Compares trials that differ only in the engine. The first engine of the run is the reference. Every other engine is
 * paired with it. Interrupted trials are compared up to the last epoch that both completed.
 */
public final class EngineComparison {
    private static final System.Logger LOGGER = System.getLogger(EngineComparison.class.getName());

    private final Optional<RunFolder> folder;

    private EngineComparison(Optional<RunFolder> folder) {
        this.folder = folder;
    }

    /**
     * {@return the differences by objective, seed, engine and epoch; empty if the trials ran on one engine}
     *
     * @param trials a run's ended trials in the order of the plan
     * @param folder the run folder that holds their weights, if these are to be compared
     * @throws ResultsException if the weights of two trials do not belong to the same network and objective
     */
    public static List<ParityPoint> of(List<TrialRecord> trials, Optional<RunFolder> folder) {
        Set<String> engines = new LinkedHashSet<>();
        Map<List<Object>, Map<String, TrialRecord>> groups = new LinkedHashMap<>();
        for (TrialRecord trial : trials) {
            engines.add(trial.setup().engine());
            groups.computeIfAbsent(
                            List.of(trial.setup().objective(), trial.setup().seed()), unseen -> new LinkedHashMap<>())
                    .put(trial.setup().engine(), trial);
        }
        if (engines.size() < 2) {
            return List.of();
        }
        String reference = engines.iterator().next();
        EngineComparison comparison = new EngineComparison(folder);
        List<ParityPoint> points = new ArrayList<>();
        groups.values().stream()
                .filter(group -> group.containsKey(reference))
                .forEach(group -> group.values().stream()
                        .filter(trial -> !trial.setup().engine().equals(reference))
                        .forEach(trial -> comparison.compare(group.get(reference), trial, points)));
        return points;
    }

    private void compare(TrialRecord reference, TrialRecord other, List<ParityPoint> points) {
        firstStep(reference, other).ifPresent(points::add);
        int epochs = Math.min(reference.epochs().size(), other.epochs().size());
        for (int i = 0; i < epochs; i++) {
            int epoch = i + 1;
            Optional<WeightsArtifact> ours = weights(reference, epoch);
            Optional<WeightsArtifact> theirs = weights(other, epoch);
            boolean last = epoch == reference.epochs().size()
                    && epoch == other.epochs().size();
            points.add(point(
                    reference,
                    other,
                    Moment.EPOCH,
                    epoch,
                    RelativeDifference.of(
                            reference.epochs().get(i).loss(),
                            other.epochs().get(i).loss()),
                    ours.isPresent() && theirs.isPresent()
                            ? OptionalDouble.of(difference(reference, other, ours.get(), theirs.get()))
                            : OptionalDouble.empty(),
                    last ? measures(reference, other) : Map.of()));
        }
    }

    private Optional<ParityPoint> firstStep(TrialRecord reference, TrialRecord other) {
        Optional<WeightsArtifact> ours = readable(run -> WeightsArtifact.readFirstStep(run, reference));
        Optional<WeightsArtifact> theirs = readable(run -> WeightsArtifact.readFirstStep(run, other));
        if (ours.isEmpty() || theirs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(point(
                reference,
                other,
                Moment.FIRST_STEP,
                1,
                RelativeDifference.of(
                        ours.get().loss().orElse(Double.NaN),
                        theirs.get().loss().orElse(Double.NaN)),
                OptionalDouble.of(difference(reference, other, ours.get(), theirs.get())),
                Map.of()));
    }

    private Optional<WeightsArtifact> weights(TrialRecord trial, int epoch) {
        return readable(run -> WeightsArtifact.readEpoch(run, trial, epoch));
    }

    /** Damaged weights count as not kept: their comparison is left out and the report is still written. */
    private Optional<WeightsArtifact> readable(Function<RunFolder, Optional<WeightsArtifact>> read) {
        try {
            return folder.flatMap(read);
        } catch (UserException damaged) {
            LOGGER.log(System.Logger.Level.WARNING, "weights are not compared: {0}", damaged.getMessage());
            return Optional.empty();
        }
    }

    private static double difference(
            TrialRecord reference, TrialRecord other, WeightsArtifact ours, WeightsArtifact theirs) {
        try {
            return RelativeDifference.ofAll(ours.arrays(), theirs.arrays());
        } catch (IllegalArgumentException unlike) {
            throw new ResultsException(
                    "weights of trials " + reference.id() + " and " + other.id() + " cannot be compared: "
                            + unlike.getMessage(),
                    unlike);
        }
    }

    private static Map<String, Double> measures(TrialRecord reference, TrialRecord other) {
        Map<String, Double> differences = new LinkedHashMap<>();
        reference.measures().forEach((name, value) -> {
            if (other.measures().containsKey(name)) {
                differences.put(
                        name, RelativeDifference.of(value, other.measures().get(name)));
            }
        });
        return differences;
    }

    private static ParityPoint point(
            TrialRecord reference,
            TrialRecord other,
            Moment moment,
            int epoch,
            double loss,
            OptionalDouble weights,
            Map<String, Double> measures) {
        return new ParityPoint(
                reference.setup().objective(),
                reference.setup().seed(),
                reference.setup().engine(),
                other.setup().engine(),
                moment,
                epoch,
                loss,
                weights,
                measures);
    }
}
