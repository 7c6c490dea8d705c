package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.metricloss.core.augment.Augmentation;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.plugin.Registry;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.ExperimentFileException;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.OneLine;
import org.metricloss.experiments.file.ScalarType;
import org.metricloss.experiments.file.SetOption;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;

/** Reads an experiment from its tree. */
final class ExperimentReader {
    private static final Map<String, String> SHORT_FORMS = Map.of("dataset", "type", "network", "name");

    private final Available available;
    private final ExperimentSettings settings;

    ExperimentReader(Available available) {
        this.available = available;
        this.settings = new ExperimentSettings(available);
    }

    /** {@return the losses that objectives may name} */
    Registry<LossProvider> losses() {
        return available.losses();
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
        Fields fields = Fields.of(mapping, settings.keys());
        Experiment untuned = readUntuned(mapping);
        return fields.optional("tune")
                .map(tune -> untuned.tuning(new TuneReader(mapping, untuned, this).read(tune)))
                .orElse(untuned);
    }

    /**
     * {@return the experiment with different values and without tuning}
     *
     * @param experiment the experiment
     * @param values values by path, as {@code --set} takes them
     * @param budget how long it trains
     * @throws ExperimentFileException if a value is refused
     */
    Experiment with(Experiment experiment, Map<String, String> values, BudgetSetting budget) {
        YamlNode changed = settings.tree(experiment)
                .without("tune")
                .and(Nodes.mapping(Stream.of(Map.entry("budget", BudgetSetting.BLOCK.written(budget)))));
        for (Map.Entry<String, String> value : values.entrySet()) {
            changed = SetOption.parse(value.getKey() + "=" + value.getValue()).applyTo(changed, SHORT_FORMS);
        }
        return readUntuned(changed);
    }

    /** Reads everything except how objectives are tuned. */
    Experiment readUntuned(YamlNode root) {
        Fields fields = Fields.of(mapping(root), settings.keys());
        fields.given(ExperimentSettings.STUDY);
        String name = fields.read(ExperimentSettings.NAME);
        DatasetSettings dataset = fields.read(settings.dataset());
        NetworkSetting network = fields.read(ExperimentSettings.NETWORK);
        BatchSetting batch = fields.read(ExperimentSettings.BATCH);
        Augmentation augment = AugmentKinds.of(fields.given(AugmentKinds.SETTING));
        if (batch instanceof BatchSetting.Views && augment.isNone()) {
            throw fields.required("batch")
                    .refused("views without augment would repeat the same pixels; add augment, such as"
                            + " [{flip: horizontal}, {crop: 4}], or leave views out");
        }
        OptimizerSetting optimizer = fields.read(ExperimentSettings.OPTIMIZER);
        BudgetSetting budget = fields.read(ExperimentSettings.BUDGET);
        requireBudgetFor(optimizer, budget, fields.required("budget"));
        EvaluationSetting evaluation = fields.read(ExperimentSettings.EVALUATION);
        Optional<EarlyStoppingSetting> earlyStopping = fields.given(ExperimentSettings.EARLY_STOPPING);
        SelectSetting select = fields.optional("select")
                .map(value -> SelectSetting.read(value, earlyStopping))
                .orElse(SelectSetting.LAST);
        requireValidation(fields, evaluation, budget, select);
        List<String> engines = engines(fields);
        List<Long> seeds = fields.read(ExperimentSettings.SEEDS);
        List<ObjectiveSetting> objectives =
                new ObjectivesReader(available.losses(), batch).read(fields.required("objectives"));
        return new Experiment(
                name,
                dataset,
                network,
                batch,
                augment,
                optimizer,
                budget,
                engines,
                seeds,
                fields.read(ExperimentSettings.THREADS),
                fields.read(ExperimentSettings.DEVICE),
                baseline(fields.optional("baseline"), objectives),
                evaluation,
                fields.read(ExperimentSettings.ARTIFACTS),
                earlyStopping,
                select,
                objectives,
                equivalence(fields, engines),
                Optional.empty());
    }

    private static Optional<EquivalenceSetting> equivalence(Fields fields, List<String> engines) {
        if (engines.size() < 2) {
            fields.optional("equivalence").ifPresent(value -> {
                throw value.refused("equivalence compares engines, and there is only %s; name two under engines"
                        .formatted(engines.get(0)));
            });
        }
        return fields.given(ExperimentSettings.EQUIVALENCE);
    }

    private static void requireBudgetFor(OptimizerSetting optimizer, BudgetSetting budget, Value given) {
        if (optimizer.schedule().endsWithBudget()
                && budget.epochs().isEmpty()
                && budget.samples().isEmpty()
                && budget.steps().isEmpty()) {
            throw given.refused(
                    "schedule %s runs over the whole budget, whose steps must be known: give epochs, samples or steps too"
                            .formatted(optimizer.schedule().type()));
        }
    }

    /** Settings that use the validation part require that it is measured. */
    private static void requireValidation(
            Fields fields, EvaluationSetting evaluation, BudgetSetting budget, SelectSetting select) {
        if (evaluation.validation().isOn()) {
            return;
        }
        String off = "%s needs the validation part, which evaluation.every: 0 does not measure";
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

    private YamlNode.Mapping mapping(YamlNode root) {
        if (root instanceof YamlNode.Scalar scalar && scalar.type() == ScalarType.NOTHING) {
            throw root.location()
                    .refused("the file is empty; an experiment has the keys " + String.join(", ", settings.keys()));
        }
        return new Value("an experiment", root).mapping();
    }

    private List<String> engines(Fields fields) {
        String standard = ExperimentSettings.DEFAULT_ENGINE;
        if (!fields.has("engines") && !available.engines().contains(standard)) {
            throw fields.refused("the default engine '%s' is not available; name one under 'engines'; available: %s"
                    .formatted(standard, OneLine.list(available.engines())));
        }
        return fields.read(settings.engines());
    }

    private static String baseline(Optional<Value> given, List<ObjectiveSetting> objectives) {
        List<String> names = objectives.stream().map(ObjectiveSetting::name).toList();
        return given.map(value -> value.oneOf("objective", names)).orElse(names.get(0));
    }
}
