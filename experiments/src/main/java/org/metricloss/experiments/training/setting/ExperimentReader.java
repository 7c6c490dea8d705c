package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.Device;
import org.metricloss.experiments.file.ExperimentFileException;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Names;
import org.metricloss.experiments.file.OneLine;
import org.metricloss.experiments.file.ScalarType;
import org.metricloss.experiments.file.SetOption;
import org.metricloss.experiments.file.Source;
import org.metricloss.experiments.file.StudyFile;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;
import org.metricloss.experiments.file.YamlReader;
import org.metricloss.results.record.Study;

/** Reads an experiment from its tree. */
final class ExperimentReader {
    private static final Map<String, String> SHORT_FORMS = Map.of("dataset", "type", "network", "name");
    private static final List<String> KEYS = List.of(
            StudyFile.KEY,
            "name",
            "dataset",
            "network",
            "batch",
            "optimizer",
            "budget",
            "engines",
            "seeds",
            "threads",
            "device",
            "baseline",
            "evaluation",
            "artifacts",
            "earlyStopping",
            "select",
            "objectives",
            "tune");
    private static final String DEFAULT_ENGINE = "djl";

    private final Available available;

    ExperimentReader(Available available) {
        this.available = available;
    }

    /** Applies the overrides, one after the other. */
    YamlNode override(YamlNode root, List<String> overrides) {
        YamlNode changed = mapping(root);
        for (String option : overrides) {
            changed = SetOption.parse(option).applyTo(changed, SHORT_FORMS);
        }
        return changed;
    }

    Experiment read(YamlNode root) {
        YamlNode.Mapping mapping = mapping(root);
        Fields fields = Fields.of(mapping, KEYS);
        Experiment untuned = readUntuned(mapping);
        return fields.optional("tune")
                .map(tune -> untuned.tuning(new TuneReader(mapping, untuned, this).read(tune)))
                .orElse(untuned);
    }

    /**
     * {@return the experiment with those values and without tuning}
     *
     * @param values values by path, as {@code --set} takes them
     * @throws ExperimentFileException if a value is refused
     */
    Experiment with(Experiment experiment, Map<String, String> values) {
        YamlNode root = mapping(YamlReader.read(Source.file(experiment.name()), experiment.canonicalText()));
        List<String> options = values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .toList();
        return readUntuned(override(root, options));
    }

    /** Reads all but how objectives are tuned. */
    Experiment readUntuned(YamlNode root) {
        Fields fields = Fields.of(mapping(root), KEYS);
        fields.optional(StudyFile.KEY)
                .filter(value -> value.choice(Study.class) != Study.TRAINING)
                .ifPresent(value -> {
                    throw value.mustBe("training, or left out");
                });
        String name = fields.required("name").text(Names::isFileName, Names.FILE_NAME);
        DatasetSettings dataset = DatasetReader.read(fields.required("dataset"), available.datasets());
        NetworkSetting network = NetworkReader.read(fields.required("network"));
        BatchSetting batch = BatchReader.read(fields.required("batch"));
        OptimizerSetting optimizer = OptimizerReader.read(fields.required("optimizer"));
        BudgetSetting budget = BudgetSetting.read(fields.required("budget"));
        requireBudgetFor(optimizer, budget, fields.required("budget"));
        EvaluationSetting evaluation =
                fields.optional("evaluation").map(EvaluationSetting::read).orElse(EvaluationSetting.DEFAULT);
        Optional<EarlyStoppingSetting> earlyStopping =
                fields.optional("earlyStopping").map(EarlyStoppingSetting::read);
        SelectSetting select = fields.optional("select")
                .map(value -> SelectSetting.read(value, earlyStopping))
                .orElse(SelectSetting.LAST);
        requireValidation(fields, evaluation, budget, select);
        List<String> engines = engines(fields);
        List<Long> seeds = fields.required("seeds").distinctElements(Value::wholeNumber);
        List<ObjectiveSetting> objectives =
                new ObjectivesReader(available.losses(), batch).read(fields.required("objectives"));
        return new Experiment(
                name,
                dataset,
                network,
                batch,
                optimizer,
                budget,
                engines,
                seeds,
                fields.optional("threads")
                        .map(v -> v.integer(1, Experiment.MAX_THREADS))
                        .orElse(Experiment.DEFAULT_THREADS),
                fields.optional("device").map(v -> v.choice(Device.class)).orElse(Device.CPU),
                baseline(fields.optional("baseline"), objectives),
                evaluation,
                fields.optional("artifacts").map(ArtifactSetting::read).orElse(ArtifactSetting.DEFAULT),
                earlyStopping,
                select,
                objectives,
                Optional.empty());
    }

    private static void requireBudgetFor(OptimizerSetting optimizer, BudgetSetting budget, Value given) {
        if (optimizer.schedule().endsWithBudget()
                && budget.epochs().isEmpty()
                && budget.samples().isEmpty()) {
            throw given.refused(
                    "schedule %s runs over the whole budget, whose steps must be known: give epochs or samples too"
                            .formatted(optimizer.schedule().type()));
        }
    }

    /** What looks at the validation part needs it to be measured. */
    private static void requireValidation(
            Fields fields, EvaluationSetting evaluation, BudgetSetting budget, SelectSetting select) {
        if (evaluation.validation().isOn()) {
            return;
        }
        String off = "%s looks at the validation part, which evaluation.every: 0 leaves unmeasured";
        if (budget.target().isPresent()) {
            throw fields.required("budget").refused(off.formatted("the budget's target"));
        }
        fields.optional("earlyStopping").ifPresent(value -> {
            throw value.refused(off.formatted("earlyStopping"));
        });
        if (select.best().isPresent()) {
            throw fields.required("select").refused(off.formatted("select"));
        }
    }

    private static YamlNode.Mapping mapping(YamlNode root) {
        if (root instanceof YamlNode.Scalar scalar && scalar.type() == ScalarType.NOTHING) {
            throw root.location().refused("the file is empty; an experiment has the keys " + String.join(", ", KEYS));
        }
        return new Value("an experiment", root).mapping();
    }

    private List<String> engines(Fields fields) {
        Optional<Value> given = fields.optional("engines");
        if (given.isEmpty() && !available.engines().contains(DEFAULT_ENGINE)) {
            throw fields.refused("the default engine '%s' is not there; name one under 'engines'; available: %s"
                    .formatted(DEFAULT_ENGINE, OneLine.list(available.engines())));
        }
        return given.map(value -> value.distinctElements(engine -> engine.oneOf("engine", available.engines())))
                .orElse(List.of(DEFAULT_ENGINE));
    }

    private static String baseline(Optional<Value> given, List<ObjectiveSetting> objectives) {
        List<String> names = objectives.stream().map(ObjectiveSetting::name).toList();
        return given.map(value -> value.oneOf("objective", names)).orElse(names.get(0));
    }
}
