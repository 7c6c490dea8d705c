package org.metricloss.results.training.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metricloss.results.record.Require;
import org.metricloss.results.record.RunMeasures;

/**
 * The training budget of a trial, and the rule that selects the weights to test. Training ends at whichever limit comes
 * first.
 *
 * @param epochs passes over the training part, at least 1
 * @param samples samples that go through training steps, repeats counted, at least 1
 * @param steps training steps, at least 1; empty in records of older versions
 * @param seconds seconds of training (data and steps), above 0
 * @param target the target that ends training once it is reached on the validation part
 * @param earlyStopping the settings of early stopping by name; empty if it is off
 * @param select which weights are tested, such as {@code last} or {@code best recallAt1}
 */
public record BudgetRecord(
        Optional<Integer> epochs,
        Optional<Long> samples,
        Optional<Long> steps,
        Optional<Double> seconds,
        Optional<Target> target,
        Map<String, String> earlyStopping,
        String select) {
    /** Selects the weights after the last step, without the validation part. */
    public static final String LAST = "last";

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public BudgetRecord {
        Require.present("epochs", epochs);
        epochs.ifPresent(number -> Require.atLeast(1, "epochs", number));
        Require.present("samples", samples);
        samples.ifPresent(number -> Require.atLeast(1, "samples", number));
        Require.present("steps", steps);
        steps.ifPresent(number -> Require.atLeast(1, "steps", number));
        Require.present("seconds", seconds);
        seconds.ifPresent(number -> Require.finiteNotNegative("seconds", number));
        Require.present("target", target);
        earlyStopping = Require.map("earlyStopping", earlyStopping);
        Require.text("select", select);
    }

    /** {@return whether only a number of epochs can end training, and the last weights are tested} */
    public boolean isEpochsAlone() {
        return samples.isEmpty()
                && steps.isEmpty()
                && seconds.isEmpty()
                && target.isEmpty()
                && earlyStopping.isEmpty()
                && select.equals(LAST);
    }

    /**
     * {@return the budget in words, such as {@code 20 epochs, or until recallAt1 >= 0.95 on the validation part,
     * whichever comes first}}
     *
     * @param measures the measures, which define which values are better
     */
    public String words(RunMeasures measures) {
        List<String> ends = new ArrayList<>();
        epochs.ifPresent(number -> ends.add(number + " epochs"));
        samples.ifPresent(number -> ends.add(number + " samples"));
        steps.ifPresent(number -> ends.add(number + " steps"));
        seconds.ifPresent(number -> ends.add(number + " seconds of training"));
        target.ifPresent(reached -> ends.add("until " + reached.words(measures) + " on the validation part"));
        if (!earlyStopping.isEmpty()) {
            ends.add(earlyStopping.entrySet().stream()
                    .map(setting -> setting.getKey() + " " + setting.getValue())
                    .collect(Collectors.joining(", ", "until early stopping (", ")")));
        }
        return String.join(", or ", ends) + (ends.size() > 1 ? ", whichever comes first" : "");
    }
}
