package org.metricloss.results.training.record;

import java.util.Map;
import org.metricloss.results.record.Require;

/**
 * The sums over the steps of an epoch so far; an {@link EpochRecord} holds the means.
 *
 * @param steps how many steps, at least 0
 * @param samples samples seen, at least 0
 * @param weightedLoss the objective's values, each times its batch's samples
 * @param weightedTerms the same for each term before its weight, by name
 * @param diagnostics the sum of each diagnostic, by its name in epoch records
 */
public record EpochSums(
        int steps,
        long samples,
        double weightedLoss,
        Map<String, Double> weightedTerms,
        Map<String, Reading> diagnostics) {
    /**
     * A diagnostic's sum.
     *
     * @param name its name within its term
     * @param kind how readings combine
     * @param sum the sum
     * @param count how many things were summed
     */
    public record Reading(String name, String kind, double sum, double count) {
        /** @throws IllegalArgumentException if a name is blank */
        public Reading {
            Require.text("diagnostic name", name);
            Require.text("diagnostic kind", kind);
        }
    }

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public EpochSums {
        Require.atLeast(0, "steps", steps);
        Require.atLeast(0, "samples", samples);
        weightedTerms = Require.map("weightedTerms", weightedTerms);
        diagnostics = Require.map("diagnostics", diagnostics);
    }
}
