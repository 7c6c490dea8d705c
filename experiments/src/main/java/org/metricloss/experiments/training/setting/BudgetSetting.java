package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.metricloss.core.loss.Range;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
import org.metricloss.results.training.record.Target;

/**
 * The budget of each trial: training ends when the first of these limits is reached. At least one of epochs, samples,
 * steps and seconds is required, since a target may never be reached.
 *
 * @param epochs the passes over the training data, in [1, {@value #MAX_EPOCHS}]
 * @param samples the samples that go through training steps, repeats counted, at least 1; the last batch is always whole
 * @param steps the training steps, at least 1
 * @param seconds the seconds of training (data and steps, neither evaluation nor checkpoints), above 0; the last step is always
 *     whole
 * @param target the value to reach on the validation part
 */
public record BudgetSetting(
        Optional<Integer> epochs,
        Optional<Long> samples,
        Optional<Long> steps,
        Optional<Double> seconds,
        Optional<Target> target) {
    /** The longest budget. */
    public static final int MAX_EPOCHS = 1_000_000;

    private static final Setting<BudgetSetting, Integer> EPOCHS = Setting.optional(
            "epochs",
            Type.integer(1, MAX_EPOCHS),
            "no limit",
            BudgetSetting::epochs,
            "Passes over the training part. Without `size` in `batch`, an epoch has as many whole batches as the"
                    + " training part fills, at least one, so samples may be left out or repeated.");
    private static final Setting<BudgetSetting, Long> SAMPLES = Setting.optional(
            "samples",
            whole(),
            "no limit",
            BudgetSetting::samples,
            "The number of samples that go through training steps, including repeats; the"
                    + " last batch is always complete.");
    private static final Setting<BudgetSetting, Long> STEPS =
            Setting.optional("steps", whole(), "no limit", BudgetSetting::steps, "Training steps, each on one batch.");
    private static final Setting<BudgetSetting, Double> SECONDS = Setting.optional(
            "seconds",
            Type.number(Range.positive()),
            "no limit",
            BudgetSetting::seconds,
            "The seconds of training: data and steps, without evaluation and checkpoints; the"
                    + " last step is always completed.");
    private static final Setting<BudgetSetting, Target> TARGET = Setting.optional(
            "target",
            ValidationMeasures.TARGET,
            "none",
            BudgetSetting::target,
            "Training ends when the validation part reaches this value.");

    static final Block<BudgetSetting> BLOCK = new Block<>(
            "budget",
            "How long each trial trains: until the first of these is reached. One of epochs, samples,"
                    + " steps and seconds is required.",
            "{epochs: 20}",
            List.of(EPOCHS, SAMPLES, STEPS, SECONDS, TARGET),
            BudgetSetting::read);

    /** Checks the ranges. */
    public BudgetSetting {
        epochs.ifPresent(number -> {
            if (!(number >= 1 && number <= MAX_EPOCHS)) {
                throw new IllegalArgumentException("epochs must be in [1, %s], got %s".formatted(MAX_EPOCHS, number));
            }
        });
        samples.ifPresent(number -> {
            if (!(number >= 1)) {
                throw new IllegalArgumentException("samples must be >= 1, got " + number);
            }
        });
        steps.ifPresent(number -> {
            if (!(number >= 1)) {
                throw new IllegalArgumentException("steps must be >= 1, got " + number);
            }
        });
        seconds.ifPresent(number -> {
            if (!(number > 0 && Double.isFinite(number))) {
                throw new IllegalArgumentException("seconds must be > 0 and finite, got " + number);
            }
        });
        if (epochs.isEmpty() && samples.isEmpty() && steps.isEmpty() && seconds.isEmpty()) {
            throw new IllegalArgumentException("a budget needs epochs, samples, steps or seconds");
        }
    }

    /**
     * Creates a budget of epochs alone.
     *
     * @param epochs the number of epochs; no other limit ends training earlier
     */
    public BudgetSetting(int epochs) {
        this(Optional.of(epochs), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * {@return a budget with that share of the epochs, samples, steps and seconds, but at least 1 epoch, sample and step,
     * and with the same target}
     *
     * @param share above 0, at most 1
     */
    BudgetSetting part(double share) {
        return new BudgetSetting(
                epochs.map(number -> (int) Math.max(1, Math.round(number * share))),
                samples.map(number -> Math.max(1, Math.round(number * share))),
                steps.map(number -> Math.max(1, Math.round(number * share))),
                seconds.map(number -> number * share),
                target);
    }

    private static Type<Long> whole() {
        Type<Integer> whole = Type.integer(1, Integer.MAX_VALUE);
        return Type.of(whole.allowed(), whole.examples(), value -> (long) whole.read(value), Nodes::number);
    }

    private static BudgetSetting read(Fields fields) {
        if (Stream.of(EPOCHS, SAMPLES, STEPS, SECONDS).noneMatch(limit -> fields.has(limit.name()))) {
            throw fields.refused("budget needs epochs, samples, steps or seconds"
                    + (fields.has("target") ? " in addition to a target, which may never be reached" : ""));
        }
        return new BudgetSetting(
                fields.given(EPOCHS),
                fields.given(SAMPLES),
                fields.given(STEPS),
                fields.given(SECONDS),
                fields.given(TARGET));
    }
}
