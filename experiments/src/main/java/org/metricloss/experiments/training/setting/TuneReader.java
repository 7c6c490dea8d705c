package org.metricloss.experiments.training.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.metricloss.core.loss.Range;
import org.metricloss.experiments.file.Choices;
import org.metricloss.experiments.file.ExperimentFileException;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Location;
import org.metricloss.experiments.file.OneLine;
import org.metricloss.experiments.file.ScalarType;
import org.metricloss.experiments.file.SetOption;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;
import org.metricloss.results.record.RunMeasures;

/**
 * Reads how objectives are tuned. Both ends of every range are tried in the file's tree, and then every setting, so that what is
 * not allowed is refused at its place before anything runs.
 */
final class TuneReader {
    private static final List<String> TUNED = List.of("optimizer", "objectives");
    private static final Pattern PLAIN_WORD = Pattern.compile("(?!null$)[A-Za-z][A-Za-z0-9_+-]*");

    private final YamlNode.Mapping root;
    private final Experiment untuned;
    private final ExperimentReader reader;

    /**
     * @param root the tree of the file
     * @param untuned what it says, tuning aside
     * @param reader reads an experiment from a tree
     */
    TuneReader(YamlNode.Mapping root, Experiment untuned, ExperimentReader reader) {
        this.root = root;
        this.untuned = untuned;
        this.reader = reader;
    }

    TuneSetting read(Value value) {
        Fields fields = value.fields("trials", "folds", "measure", "seed", "halving", "ranges");
        int trials = fields.required("trials").integer(1, TuneSetting.MAX_TRIALS);
        int folds = fields.optional("folds")
                .map(given -> given.integer(2, TuneSetting.MAX_FOLDS))
                .orElse(TuneSetting.DEFAULT_FOLDS);
        String measure = fields.optional("measure")
                .map(given -> ValidationMeasures.measure(given))
                .orElse(RunMeasures.PRIMARY);
        long seed = seed(value, fields);
        Optional<HalvingSetting> halving = fields.optional("halving").map(this::halving);
        Value ranges = fields.required("ranges");
        TuneSetting tune = new TuneSetting(trials, folds, measure, seed, halving, ranges(ranges));
        untuned.objectives().forEach(objective -> tryAll(tune, objective.name(), ranges));
        return tune;
    }

    /** The seeds of the comparison must be fresh: what was chosen with a seed suits that seed. */
    private long seed(Value tune, Fields fields) {
        Optional<Value> given = fields.optional("seed");
        long seed = given.map(Value::wholeNumber).orElse(TuneSetting.DEFAULT_SEED);
        if (untuned.seeds().contains(seed)) {
            throw given.orElse(tune)
                    .refused("tuning uses seed %s, which must not be one of the seeds %s; give tune another 'seed'"
                            .formatted(seed, untuned.seeds()));
        }
        return seed;
    }

    private HalvingSetting halving(Value value) {
        Fields fields = value.fields("rungs", "factor");
        HalvingSetting halving = new HalvingSetting(
                fields.required("rungs").integer(2, HalvingSetting.MAX_RUNGS),
                fields.optional("factor")
                        .map(given -> given.integer(2, HalvingSetting.MAX_FACTOR))
                        .orElse(HalvingSetting.DEFAULT_FACTOR));
        long least = Math.round(Math.pow(halving.factor(), halving.rungs() - 1.0));
        untuned.budget().epochs().filter(epochs -> epochs < least).ifPresent(epochs -> {
            throw value.refused("%s rungs of factor %s need a budget of at least %s epochs, got %s"
                    .formatted(halving.rungs(), halving.factor(), least, epochs));
        });
        return halving;
    }

    private List<TunedRange> ranges(Value value) {
        List<TunedRange> ranges = new ArrayList<>();
        Map<String, YamlNode.Mapping.Entry> entries = value.mapping().entries();
        if (entries.isEmpty()) {
            throw value.refused("ranges must not be empty");
        }
        entries.forEach((path, entry) -> ranges.add(range(path, entry)));
        return ranges;
    }

    private TunedRange range(String path, YamlNode.Mapping.Entry entry) {
        List<String> steps = SetOption.at(entry.key(), path, entry.value()).steps();
        if (steps.size() < 2 || !TUNED.contains(steps.get(0))) {
            throw entry.key()
                    .refused(("a range is of 'optimizer...' or 'objectives.NAME...', as --set names them, got '%s';"
                                    + " all else is equal for all objectives")
                            .formatted(OneLine.clipped(path)));
        }
        Optional<String> objective = Optional.empty();
        if (steps.get(0).equals("objectives")) {
            List<String> names =
                    untuned.objectives().stream().map(ObjectiveSetting::name).toList();
            if (!names.contains(steps.get(1))) {
                throw entry.key()
                        .refused("no objective '%s'; available: %s%s"
                                .formatted(
                                        OneLine.clipped(steps.get(1)),
                                        OneLine.list(names),
                                        Choices.didYouMean(steps.get(1), names)));
            }
            objective = Optional.of(steps.get(1));
        }
        return new TunedRange(path, objective, values(path, entry));
    }

    private TunedValues values(String path, YamlNode.Mapping.Entry entry) {
        Value value = new Value(OneLine.clipped(path), entry.value());
        if (entry.value() instanceof YamlNode.Sequence) {
            List<String> choices = new ArrayList<>();
            for (Value choice : value.elements()) {
                tryAlone(path, entry.key(), choice.node());
                String written = scalar(choice);
                if (choices.contains(written)) {
                    throw choice.refused("%s must not contain %s twice".formatted(value.name(), written));
                }
                choices.add(written);
            }
            return new TunedValues.Choice(choices);
        }
        if (!value.isMapping()) {
            throw value.mustBe("{min: ..., max: ...} or a list of choices");
        }
        Fields fields = value.fields("min", "max", "scale", "whole");
        TunedValues.Scale scale = fields.optional("scale")
                .map(given -> given.choice(TunedValues.Scale.class))
                .orElse(TunedValues.Scale.LINEAR);
        boolean whole = fields.optional("whole").map(Value::flag).orElse(false);
        Value min = fields.required("min");
        Value max = fields.required("max");
        TunedValues values = whole ? whole(min, max, scale) : interval(min, max, scale);
        tryAlone(path, entry.key(), min.node());
        tryAlone(path, entry.key(), max.node());
        return values;
    }

    private static TunedValues whole(Value min, Value max, TunedValues.Scale scale) {
        int least = min.integer(scale == TunedValues.Scale.LOG ? 1 : Integer.MIN_VALUE + 1, Integer.MAX_VALUE - 1);
        return new TunedValues.Whole(least, max.integer(least + 1, Integer.MAX_VALUE - 1), scale);
    }

    private static TunedValues interval(Value min, Value max, TunedValues.Scale scale) {
        double least = scale == TunedValues.Scale.LOG
                ? min.number(Range.positive(), "> 0 on the log scale")
                : min.number(Range.finite());
        double greatest = max.number(new Range(least, false, Double.POSITIVE_INFINITY, false), "> min, " + least);
        return new TunedValues.Interval(least, greatest, scale);
    }

    /** In quotes only words may be, as they are in canonical text: what is written here is read without quotes again. */
    private static String scalar(Value value) {
        if (value.node() instanceof YamlNode.Scalar scalar
                && (scalar.type() == ScalarType.NUMBER
                        || PLAIN_WORD.matcher(scalar.text()).matches())) {
            return scalar.text();
        }
        throw value.mustBe("a number, a word, true or false");
    }

    /** Puts one end of a range in its place in the file: if it is refused, then where it stands. */
    private void tryAlone(String path, Location key, YamlNode value) {
        reader.readUntuned(SetOption.at(key, path, value).applyTo(root, Map.of()));
    }

    /** Values that are allowed one by one may still not go together. */
    private void tryAll(TuneSetting tune, String objective, Value ranges) {
        List<Map<String, String>> settings = tune.settings(objective);
        for (int i = 0; i < settings.size(); i++) {
            try {
                reader.with(untuned, settings.get(i));
            } catch (ExperimentFileException refused) {
                String values = settings.get(i).entrySet().stream()
                        .map(value -> value.getKey() + "=" + value.getValue())
                        .collect(Collectors.joining(", "));
                throw ranges.node()
                        .location()
                        .refused(
                                "setting %s of objective '%s' (%s) is refused: %s"
                                        .formatted(i + 1, objective, values, refused.problem()),
                                refused);
            }
        }
    }
}
