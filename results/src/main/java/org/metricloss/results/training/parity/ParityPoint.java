package org.metricloss.results.training.parity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.metricloss.results.text.EnumText;

/**
 * How far one engine is from the reference at one moment of the same trial: the same objective, seed, initial weights and
 * batches. All differences are relative, see {@link RelativeDifference}.
 *
 * @param objective the objective's name
 * @param seed the trial's seed
 * @param reference the engine that is compared with: the first of the run
 * @param engine the engine that is compared
 * @param moment when
 * @param epoch the epoch, counted from 1
 * @param loss of the first step's loss, or of the epoch's mean loss
 * @param weights of the weights after it, if both trials kept them
 * @param measures of each measure that both trials have, after the last epoch; else empty
 */
public record ParityPoint(
        String objective,
        long seed,
        String reference,
        String engine,
        Moment moment,
        int epoch,
        double loss,
        OptionalDouble weights,
        Map<String, Double> measures) {
    /** When engines are compared. */
    public enum Moment {
        /** After one step from equal weights: what the engines compute, apart from what training makes of it. */
        FIRST_STEP,
        /** After an epoch trained freely: each engine goes on from its own weights, and rounding grows. */
        EPOCH;

        /** {@return the name in tables} */
        public String words() {
            return EnumText.words(this);
        }
    }

    /** Copies the map. */
    public ParityPoint {
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    }
}
