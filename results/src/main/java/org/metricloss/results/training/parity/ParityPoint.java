package org.metricloss.results.training.parity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.metricloss.results.text.EnumText;

/**
 * The differences of one engine from the reference at one moment of the same trial. Both have the same objective, seed,
 * initial weights and batches. All differences are relative, see {@link RelativeDifference}.
 *
 * @param objective the objective's name
 * @param seed the trial's seed
 * @param reference the reference engine: the first of the run
 * @param engine the engine that is compared
 * @param moment when the engines are compared
 * @param epoch the epoch, counted from 1
 * @param loss the difference of the first step's loss, or of the epoch's mean loss
 * @param weights the difference of the weights after that moment, if both trials kept them
 * @param measures the difference of each measure that both trials have, after the last epoch; otherwise empty
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
    /** The moment at which engines are compared. */
    public enum Moment {
        /**
         * After one step from equal weights: this shows what the engines compute, before training amplifies
         * differences.
         */
        FIRST_STEP,
        /** After an epoch: each engine continues from its own weights, and rounding differences grow. */
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
