package org.metricloss.experiments.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metricloss.core.engine.StepResult;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.DiagnosticReading;
import org.metricloss.results.record.EpochSums;

/** Adds up what the steps of an epoch report. Losses are means over the epoch's samples. */
public final class EpochTotals {
    private final Map<String, Double> weightedTerms = new LinkedHashMap<>();
    private final Map<String, DiagnosticReading> diagnostics = new LinkedHashMap<>();
    private double weightedLoss;
    private long samples;
    private int steps;

    /** @return totals that go on from where others were */
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

    /** @return everything that has been added up */
    EpochSums sums() {
        Map<String, EpochSums.Reading> readings = new LinkedHashMap<>();
        diagnostics.forEach((name, reading) -> readings.put(
                name, new EpochSums.Reading(reading.name(), reading.kind().name(), reading.sum(), reading.count())));
        return new EpochSums(steps, samples, weightedLoss, weightedTerms, readings);
    }

    void add(StepResult result, int batchSamples) {
        weightedLoss += result.loss() * batchSamples;
        samples += batchSamples;
        steps++;
        for (StepResult.TermResult term : result.terms()) {
            weightedTerms.merge(term.name(), term.value() * batchSamples, Double::sum);
            for (DiagnosticReading reading : term.diagnostics()) {
                diagnostics.merge(term.name() + "." + reading.name(), reading, EpochTotals::plus);
            }
        }
    }

    private static DiagnosticReading plus(DiagnosticReading sum, DiagnosticReading next) {
        return sum.plus(next);
    }

    long samples() {
        return samples;
    }

    int steps() {
        return steps;
    }

    /** @return the mean of the objective over the samples seen; 0 before the first */
    double loss() {
        return samples == 0 ? 0 : weightedLoss / samples;
    }

    /** @return each term's mean over the samples seen, not weighted by its factor in the objective */
    Map<String, Double> termLosses() {
        Map<String, Double> means = new LinkedHashMap<>();
        weightedTerms.forEach((name, sum) -> means.put(name, sum / samples));
        return means;
    }

    /** @return every diagnostic that is defined, named {@code term.diagnostic} */
    Map<String, Double> diagnostics() {
        Map<String, Double> values = new LinkedHashMap<>();
        diagnostics.forEach((name, reading) -> reading.value().ifPresent(value -> values.put(name, value)));
        return values;
    }

    /** @return the sum over all terms of a diagnostic that is a total */
    long total(String diagnostic) {
        return diagnostics.values().stream()
                .filter(reading -> reading.name().equals(diagnostic))
                .mapToLong(reading -> Math.round(reading.sum()))
                .sum();
    }
}
