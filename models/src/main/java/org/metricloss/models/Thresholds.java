package org.metricloss.models;

import java.util.Optional;

/**
 * The thresholds of the distance for the verification of pairs, chosen on the validation part of the trial. Two inputs
 * are accepted as of one class if the distance of their embeddings is at most the threshold.
 *
 * @param samePairs how many pairs of one class were examined, at least 0
 * @param differentPairs how many pairs of two classes were examined, at least 0
 * @param equalError the threshold at which the rates of false accepts and of false rejects differ least
 * @param falseAccepts1In1000 the greatest threshold that accepts at most 1 in 1,000 pairs of two classes
 * @param absent why a threshold is absent; empty if both are present
 */
public record Thresholds(
        long samePairs,
        long differentPairs,
        Optional<Threshold> equalError,
        Optional<Threshold> falseAccepts1In1000,
        Optional<String> absent) {
    /**
     * A threshold and what it does to the pairs of the validation part.
     *
     * @param distance the threshold: a Euclidean distance (not squared), or {@code 1 - cos} for the cosine distance
     * @param falseAcceptRate the share of pairs of two classes that it accepts, in [0, 1]
     * @param trueAcceptRate the share of pairs of one class that it accepts, in [0, 1]
     */
    public record Threshold(double distance, double falseAcceptRate, double trueAcceptRate) {
        /** @throws IllegalArgumentException if a number is out of its range */
        public Threshold {
            Checks.require(
                    distance >= 0 && Double.isFinite(distance), "distance must be finite and >= 0, got %s", distance);
            Checks.require(
                    falseAcceptRate >= 0 && falseAcceptRate <= 1,
                    "falseAcceptRate must be in [0, 1], got %s",
                    falseAcceptRate);
            Checks.require(
                    trueAcceptRate >= 0 && trueAcceptRate <= 1,
                    "trueAcceptRate must be in [0, 1], got %s",
                    trueAcceptRate);
        }
    }

    /** @throws IllegalArgumentException if a component is missing, or a threshold is absent without a reason */
    public Thresholds {
        Checks.require(samePairs >= 0, "samePairs must be >= 0, got %s", samePairs);
        Checks.require(differentPairs >= 0, "differentPairs must be >= 0, got %s", differentPairs);
        Checks.present("equalError", equalError);
        Checks.present("falseAccepts1In1000", falseAccepts1In1000);
        Checks.present("absent", absent);
        Checks.require(
                absent.isEmpty() == (equalError.isPresent() && falseAccepts1In1000.isPresent()),
                "thresholds must be present, or a reason given for their absence");
    }

    /**
     * {@return no thresholds}
     *
     * @param reason why there are none
     */
    public static Thresholds absent(String reason) {
        return new Thresholds(0, 0, Optional.empty(), Optional.empty(), Optional.of(reason));
    }
}
