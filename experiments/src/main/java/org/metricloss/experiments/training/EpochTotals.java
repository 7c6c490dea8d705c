package org.metricloss.experiments.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.engine.StepResult;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.DiagnosticReading;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.EpochSums;

/** Adds up the values that the steps of an epoch report. Losses are means over the epoch's samples. */
public final class EpochTotals {
    private final Map<String, Double> weightedTerms = new LinkedHashMap<>();
    private final Map<String, DiagnosticReading> diagnostics = new LinkedHashMap<>();
    private double weightedLoss;
    private long samples;
    private int steps;
    private Optional<CollapseCheck> collapse = Optional.empty();

    /** {@return totals that continue from recorded sums} */
    static EpochTotals of(EpochSums sums) {
        EpochTotals totals = new EpochTotals();
        totals.steps = sums.steps();
        totals.samples = sums.samples();
        totals.weightedLoss = sums.weightedLoss();
        totals.weightedTerms.putAll(sums.weightedTerms());
        sums.diagnostics()
                .forEach((name, sum) -> totals.diagnostics.put(
                        name,
                        new DiagnosticReading(
                                sum.name(), Diagnostic.Kind.valueOf(sum.kind()), sum.sum(), sum.count())));
        return totals;
    }

    /** {@return the sums so far} */
    EpochSums sums() {
        Map<String, EpochSums.Reading> readings = new LinkedHashMap<>();
        diagnostics.forEach((name, reading) -> readings.put(
                name, new EpochSums.Reading(reading.name(), reading.kind().name(), reading.sum(), reading.count())));
        return new EpochSums(steps, samples, weightedLoss, weightedTerms, readings);
    }

    /**
     * A step and its batch.
     *
     * @param result the result of the step
     * @param labels the labels of its batch
     * @param tuples the listed tuples of its batch, if any
     */
    record Step(StepResult result, int[] labels, Optional<int[][]> tuples) {}

    /**
     * Starts to look for collapsed embeddings.
     *
     * @param check the test for collapsed embeddings
     */
    void judge(CollapseCheck check) {
        collapse = Optional.of(check);
    }

    void add(StepResult result, TrainingBatch batch) {
        int batchSamples = batch.samples();
        collapse.ifPresent(check -> judge(check, new Step(result, batch.labels(), batch.tuples())));
        weightedLoss += result.loss() * batchSamples;
        samples += batchSamples;
        steps++;
        result.embeddings().ifPresent(spread -> {
            addMean(EpochRecord.EMBEDDING_NORM, spread.meanNorm(), batchSamples);
            addMean(EpochRecord.EMBEDDING_SPREAD, spread.spread(), batchSamples);
        });
        for (StepResult.TermResult term : result.terms()) {
            weightedTerms.merge(term.name(), term.value() * batchSamples, Double::sum);
            for (DiagnosticReading reading : term.diagnostics()) {
                diagnostics.merge(term.name() + "." + reading.name(), reading, EpochTotals::plus);
            }
        }
    }

    private void addMean(String name, double value, int batchSamples) {
        diagnostics.merge(
                name,
                new DiagnosticReading(name, Diagnostic.Kind.MEAN, value * batchSamples, batchSamples),
                EpochTotals::plus);
    }

    private static DiagnosticReading plus(DiagnosticReading sum, DiagnosticReading next) {
        return sum.plus(next);
    }

    /** The verdict is that of the last step among those with the largest batch. */
    private void judge(CollapseCheck check, Step step) {
        int size = step.labels().length;
        double verdict = check.hasCollapsed(step) ? 1 : 0;
        diagnostics.merge(
                EpochRecord.EMBEDDINGS_COLLAPSED,
                new DiagnosticReading(EpochRecord.EMBEDDINGS_COLLAPSED, Diagnostic.Kind.MEAN, verdict * size, size),
                (before, now) -> now.count() >= before.count() ? now : before);
    }

    long samples() {
        return samples;
    }

    int steps() {
        return steps;
    }

    /** {@return the mean of the objective over the samples seen; 0 before the first} */
    double loss() {
        return samples == 0 ? 0 : weightedLoss / samples;
    }

    /** {@return each term's mean over the samples seen, not weighted by its factor in the objective} */
    Map<String, Double> termLosses() {
        Map<String, Double> means = new LinkedHashMap<>();
        weightedTerms.forEach((name, sum) -> means.put(name, sum / samples));
        return means;
    }

    /**
     * {@return every diagnostic that is defined, named {@code term.diagnostic}; and the norm and spread of the batches'
     * embeddings, means over the samples seen}
     */
    Map<String, Double> diagnostics() {
        Map<String, Double> values = new LinkedHashMap<>();
        diagnostics.forEach((name, reading) -> reading.value().ifPresent(value -> values.put(name, value)));
        return values;
    }

    /** {@return the sum over all terms of a diagnostic that is a total} */
    long total(String diagnostic) {
        return diagnostics.values().stream()
                .filter(reading -> reading.name().equals(diagnostic))
                .mapToLong(reading -> Math.round(reading.sum()))
                .sum();
    }
}
