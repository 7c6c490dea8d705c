package org.metricloss.results.training.record;

import java.util.List;
import java.util.Optional;
import org.metricloss.results.record.Require;
import org.metricloss.results.record.RunMeasures;

/**
 * The course and end of a trial's training.
 *
 * @param stop why it ended; empty if training was interrupted, and in records of older versions
 * @param validation the results on the validation part during training, in the order of steps; empty if nothing was
 *     validated
 * @param tested the number of the validation point whose weights were tested, counted from 1; empty if the weights
 *     after the last step were tested
 */
public record TrainingRecord(Optional<StopReason> stop, List<ValidationPoint> validation, Optional<Integer> tested) {
    /** A record without any information about training. */
    public static final TrainingRecord UNKNOWN = new TrainingRecord(Optional.empty(), List.of(), Optional.empty());

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public TrainingRecord {
        Require.present("stop", stop);
        validation = Require.list("validation", validation);
        for (int i = 1; i < validation.size(); i++) {
            if (validation.get(i).step() <= validation.get(i - 1).step()) {
                throw new IllegalArgumentException("validation must be in the order of steps, got step "
                        + validation.get(i).step() + " after "
                        + validation.get(i - 1).step());
            }
        }
        Require.present("tested", tested);
        int points = validation.size();
        tested.filter(number -> !(number >= 1 && number <= points)).ifPresent(number -> {
            throw new IllegalArgumentException("tested must be one of the " + points + " points, got " + number);
        });
    }

    /** {@return the point whose weights were tested, if it was chosen by the validation part} */
    public Optional<ValidationPoint> testedPoint() {
        return tested.map(number -> validation.get(number - 1));
    }

    /**
     * {@return the first point that reaches a target}
     *
     * @param target what is to be reached
     * @param measures the measures, which define which values are better
     */
    public Optional<ValidationPoint> reached(Target target, RunMeasures measures) {
        return validation.stream()
                .filter(point -> target.isReachedAt(point, measures))
                .findFirst();
    }
}
