package org.metricloss.experiments.training.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Choices;
import org.metricloss.experiments.file.ExperimentFileException;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Location;
import org.metricloss.experiments.file.OneLine;
import org.metricloss.experiments.file.ScalarType;
import org.metricloss.experiments.file.SetOption;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;

/**
 * Reads how objectives are tuned. Inserts both ends of every range, and then every setting, into the file's tree, so
 * that an invalid value is refused at its place before anything runs.
 */
final class TuneReader {
    private static final String DEFAULT = "default";
    private static final String LOSSES = "losses";
    private static final List<String> TUNED = List.of("optimizer", "objectives");
    private static final Pattern PLAIN_WORD = Pattern.compile("(?!null$)[A-Za-z][A-Za-z0-9_+-]*");

    private static final Setting<TuneSetting, Integer> TRIALS = Setting.required(
            "trials",
            Type.integer(1, TuneSetting.MAX_TRIALS),
            TuneSetting::trials,
            "The number of settings that are tried for each objective.");
    private static final Setting<TuneSetting, Integer> FOLDS = Setting.of(
            "folds",
            Type.integer(2, TuneSetting.MAX_FOLDS),
            2,
            TuneSetting::folds,
            "The number of parts into which the training images are divided; each setting is"
                    + " evaluated on every part.");
    private static final Setting<TuneSetting, String> MEASURE = ValidationMeasures.setting(
            TuneSetting::measure, "The measure whose mean over the folds selects a setting.");
    private static final Setting<TuneSetting, Long> SEED = Setting.of(
            "seed",
            Type.wholeNumber(),
            0L,
            TuneSetting::seed,
            "The seed of the folds and of the weights and batches of tuning trials; it must"
                    + " not be one of `seeds`.");
    private static final Setting<TuneSetting, HalvingSetting> HALVING =
            Setting.optional("halving", HalvingSetting.BLOCK, "off", TuneSetting::halving, "Successive halving.");
    private static final Setting<TuneSetting, List<TunedRange>> RANGES = Setting.required(
            "ranges",
            Type.inContext(
                    "a mapping of paths to ranges, or default", TunedRanges.BLOCK.blocks(), TunedRanges::written),
            TuneSetting::ranges,
            "What is tuned: paths of `optimizer` or `objectives` as `--set` takes them, each with `{min, max}` or a list"
                    + " of choices. `losses: default` among them adds the ranges that `list losses NAME` shows for each"
                    + " loss, except for paths that are given; `default` alone stands for those ranges.");

    /** How objectives are tuned. */
    static final Block<TuneSetting> BLOCK = Block.inContext(
            "tune",
            "Tunes every objective with the same number of settings before the comparison.",
            "{trials: 8, ranges: {optimizer.learningRate: {min: 0.005, max: 0.5, scale: log}}}",
            List.of(TRIALS, FOLDS, MEASURE, SEED, HALVING, RANGES));

    private final YamlNode.Mapping root;
    private final Experiment untuned;
    private final ExperimentReader reader;

    /**
     * @param root the tree of the file
     * @param untuned the experiment of the file without tuning
     * @param reader reads an experiment from a tree
     */
    TuneReader(YamlNode.Mapping root, Experiment untuned, ExperimentReader reader) {
        this.root = root;
        this.untuned = untuned;
        this.reader = reader;
    }

    TuneSetting read(Value value) {
        Fields fields = BLOCK.fields(value);
        int trials = fields.read(TRIALS);
        int folds = fields.read(FOLDS);
        String measure = fields.read(MEASURE);
        long seed = seed(value, fields);
        Optional<HalvingSetting> halving = fields.optional("halving").map(this::halving);
        Value ranges = fields.required("ranges");
        TuneSetting tune = new TuneSetting(trials, folds, measure, seed, halving, ranges(ranges));
        untuned.objectives().forEach(objective -> tryAll(tune, objective.name(), ranges));
        return tune;
    }

    /** The comparison must use other seeds than tuning: a setting that was chosen with a seed fits that seed. */
    private long seed(Value tune, Fields fields) {
        long seed = fields.read(SEED);
        if (untuned.seeds().contains(seed)) {
            throw fields.optional("seed")
                    .orElse(tune)
                    .refused("tuning uses seed %s, which must not be one of the seeds %s; give tune another 'seed'"
                            .formatted(seed, untuned.seeds()));
        }
        return seed;
    }

    private HalvingSetting halving(Value value) {
        HalvingSetting halving = HalvingSetting.BLOCK.read(value);
        long least = Math.round(Math.pow(halving.factor(), halving.rungs() - 1.0));
        untuned.budget().epochs().filter(epochs -> epochs < least).ifPresent(epochs -> {
            throw value.refused("%s rungs of factor %s need a budget of at least %s epochs, got %s"
                    .formatted(halving.rungs(), halving.factor(), least, epochs));
        });
        return halving;
    }

    private List<TunedRange> ranges(Value value) {
        if (!value.isMapping()) {
            return defaults(value);
        }
        List<TunedRange> ranges = new ArrayList<>();
        Map<String, YamlNode.Mapping.Entry> entries = value.mapping().entries();
        if (entries.isEmpty()) {
            throw value.refused("ranges must not be empty");
        }
        entries.forEach((path, entry) -> {
            if (path.equals(LOSSES)) {
                defaults(new Value(LOSSES, entry.value())).stream()
                        .filter(range -> !entries.containsKey(range.path()))
                        .forEach(ranges::add);
            } else {
                ranges.add(range(path, entry));
            }
        });
        return ranges;
    }

    private List<TunedRange> defaults(Value value) {
        String allowed = value.name().equals(LOSSES) ? DEFAULT : "a mapping of paths to ranges, or default";
        value.requireText(allowed);
        value.text(DEFAULT::equals, allowed);
        List<TunedRange> ranges = DefaultRanges.of(untuned.objectives(), reader.losses());
        if (ranges.isEmpty()) {
            throw value.refused("no loss of these objectives has a default range; ranges must be " + allowed);
        }
        return ranges;
    }

    private TunedRange range(String path, YamlNode.Mapping.Entry entry) {
        List<String> steps = SetOption.at(entry.key(), path, entry.value()).steps();
        if (steps.size() < 2 || !TUNED.contains(steps.get(0))) {
            throw entry.key()
                    .refused(("a range must belong to 'optimizer...' or 'objectives.NAME...', written as for"
                                    + " --set, got '%s'; all other settings are the same for all objectives")
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
        TunedValues values = TunedRanges.BLOCK.read(value);
        Map<String, YamlNode.Mapping.Entry> ends = value.mapping().entries();
        tryAlone(path, entry.key(), ends.get("min").value());
        tryAlone(path, entry.key(), ends.get("max").value());
        return values;
    }

    /**
     * Only words may be in quotes, as in the canonical text, because the text returned here is read again without
     * quotes.
     */
    private static String scalar(Value value) {
        if (value.node() instanceof YamlNode.Scalar scalar
                && (scalar.type() == ScalarType.NUMBER
                        || PLAIN_WORD.matcher(scalar.text()).matches())) {
            return scalar.text();
        }
        throw value.mustBe("a number, a word, true or false");
    }

    /** Reads the file with one end of a range as the value, so that a refused value is reported at its own place. */
    private void tryAlone(String path, Location key, YamlNode value) {
        reader.readUntuned(SetOption.at(key, path, value).applyTo(root, Map.of()));
    }

    /** Values that are allowed individually may still be inconsistent with each other. */
    private void tryAll(TuneSetting tune, String objective, Value ranges) {
        List<Map<String, String>> settings = tune.settings(objective);
        for (int i = 0; i < settings.size(); i++) {
            try {
                reader.with(untuned, settings.get(i), untuned.budget());
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
