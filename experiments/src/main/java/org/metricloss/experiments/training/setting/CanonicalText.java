package org.metricloss.experiments.training.setting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.network.Layer;
import org.metricloss.core.optimizer.Schedule;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.ImageSettings;
import org.metricloss.experiments.file.Choices;
import org.metricloss.experiments.file.Numbers;
import org.metricloss.experiments.file.ScalarType;

/** Writes an experiment as JSON that the file reader reads back. */
public final class CanonicalText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CanonicalText() {}

    static String of(Experiment experiment) {
        return written(json(experiment));
    }

    /** {@return a tree as text, the same on every machine} */
    public static String written(ObjectNode json) {
        // Named line breaks: Jackson's default are the machine's.
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(indenter);
        try {
            return MAPPER.writer(printer).writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values cannot fail to be written", e);
        }
    }

    private static ObjectNode json(Experiment experiment) {
        ObjectNode json = object().put("name", experiment.name());
        json.set("dataset", dataset(experiment.dataset()));
        json.set("network", network(experiment.network()));
        json.set("batch", batch(experiment.batch()));
        json.set("optimizer", optimizer(experiment.optimizer()));
        json.set("budget", budget(experiment.budget()));
        ArrayNode engines = json.putArray("engines");
        experiment.engines().forEach(engines::add);
        ArrayNode seeds = json.putArray("seeds");
        experiment.seeds().forEach(seeds::add);
        json.put("threads", experiment.threads());
        json.put("device", Choices.written(experiment.device()));
        json.put("baseline", experiment.baseline());
        json.set("evaluation", evaluation(experiment.evaluation()));
        json.set("artifacts", object().put("every", experiment.artifacts().every()));
        experiment
                .earlyStopping()
                .ifPresent(stopping -> json.set(
                        "earlyStopping",
                        object().put("measure", stopping.measure())
                                .put("patience", stopping.patience())
                                .set("minDelta", number(stopping.minDelta()))));
        experiment.select().best().ifPresent(measure -> json.set("select", object().put("best", measure)));
        ObjectNode objectives = json.putObject("objectives");
        for (ObjectiveSetting objective : experiment.objectives()) {
            ArrayNode terms = objectives.putArray(objective.name());
            objective.terms().forEach(term -> terms.add(term(term)));
        }
        experiment.tune().ifPresent(tune -> json.set("tune", tune(tune)));
        return json;
    }

    private static ObjectNode tune(TuneSetting tune) {
        ObjectNode json = object().put("trials", tune.trials())
                .put("folds", tune.folds())
                .put("measure", tune.measure())
                .put("seed", tune.seed());
        tune.halving()
                .ifPresent(halving ->
                        json.putObject("halving").put("rungs", halving.rungs()).put("factor", halving.factor()));
        ObjectNode ranges = json.putObject("ranges");
        tune.ranges().forEach(range -> ranges.set(range.path(), values(range.values())));
        return json;
    }

    private static JsonNode values(TunedValues values) {
        if (values instanceof TunedValues.Interval interval) {
            return object().<ObjectNode>set("min", number(interval.min()))
                    .<ObjectNode>set("max", number(interval.max()))
                    .put("scale", Choices.written(interval.scale()));
        }
        if (values instanceof TunedValues.Whole whole) {
            return object().put("min", whole.min())
                    .put("max", whole.max())
                    .put("scale", Choices.written(whole.scale()))
                    .put("whole", true);
        }
        ArrayNode choices = JsonNodeFactory.instance.arrayNode();
        ((TunedValues.Choice) values).values().forEach(choice -> choices.add(parameter(choice)));
        return choices;
    }

    private static ObjectNode dataset(DatasetSettings dataset) {
        ObjectNode json = object().put("type", dataset.type());
        dataset.dir().ifPresent(dir -> json.put("dir", dir.toString()));
        json.put("normalize", Choices.written(dataset.normalize()));
        if (dataset.validation() instanceof Holdout.Fraction share) {
            json.set("validation", number(share.fraction()));
        } else if (dataset.validation() instanceof Holdout.Count count) {
            json.put("validation", count.number());
        }
        images(json, dataset);
        return json;
    }

    /** What differs from the default, so that other data sets, which have no such settings, stay as they are. */
    private static void images(ObjectNode json, DatasetSettings dataset) {
        ImageSettings images = dataset.images();
        ImageSettings standard = ImageSettings.DEFAULT;
        if (images.height() != standard.height() || images.width() != standard.width()) {
            json.putArray("size").add(images.height()).add(images.width());
        }
        if (images.color() != standard.color()) {
            json.put("color", images.color());
        }
        if (images.split() != standard.split()) {
            json.put("split", Choices.written(images.split()));
        }
        if (images.test() != standard.test()) {
            json.set("test", number(images.test()));
        }
        images.pairs().ifPresent(pairs -> json.put("pairs", pairs.toString()));
    }

    private static ObjectNode network(NetworkSetting network) {
        if (network instanceof NetworkSetting.Named named) {
            return object().put("name", named.network().id()).put("embedding", named.embedding());
        }
        ObjectNode json = object().put("name", network.spec().name());
        ArrayNode layers = json.putArray("layers");
        network.spec().layers().forEach(layer -> layers.add(layer(layer)));
        return json;
    }

    private static JsonNode layer(Layer layer) {
        ObjectNode settings = object();
        if (layer instanceof Layer.Convolution convolution) {
            settings.put("outputs", convolution.outputs())
                    .put("kernel", convolution.kernel())
                    .put("padding", convolution.padding());
        } else if (layer instanceof Layer.Linear linear) {
            settings.put("outputs", linear.outputs()).put("bias", linear.bias());
        } else if (layer instanceof Layer.MaxPool pool) {
            settings.put("size", pool.size());
        } else if (layer instanceof Layer.Dropout dropout) {
            settings.set("rate", number(dropout.rate()));
        } else {
            return JsonNodeFactory.instance.textNode(layer.kind());
        }
        return object().set(layer.kind(), settings);
    }

    private static ObjectNode batch(BatchSetting batch) {
        ObjectNode json = object();
        batch.settings().forEach(json::put);
        return json;
    }

    private static ObjectNode optimizer(OptimizerSetting optimizer) {
        ObjectNode json = typed(optimizer.spec().type(), optimizer.spec().settings());
        Schedule schedule = optimizer.schedule();
        return schedule.settings().isEmpty()
                ? json.put("schedule", schedule.type())
                : json.set("schedule", typed(schedule.type(), schedule.settings()));
    }

    private static ObjectNode budget(BudgetSetting budget) {
        ObjectNode json = object();
        budget.epochs().ifPresent(epochs -> json.put("epochs", epochs));
        budget.samples().ifPresent(samples -> json.put("samples", samples));
        budget.seconds().ifPresent(seconds -> json.set("seconds", number(seconds)));
        budget.target()
                .ifPresent(target -> json.set(
                        "target", object().put("measure", target.measure()).set("value", number(target.value()))));
        return json;
    }

    /** When the validation part is measured is written where it differs from the default: older experiments keep their hash. */
    private static ObjectNode evaluation(EvaluationSetting evaluation) {
        ObjectNode json = object().put("distance", Choices.written(evaluation.distance()))
                .put("trainSample", evaluation.trainSample());
        ValidationSetting validation = evaluation.validation();
        if (validation.everySteps() > 0) {
            json.put("everySteps", validation.everySteps());
        } else if (!validation.equals(ValidationSetting.DEFAULT)) {
            json.put("every", validation.every());
        }
        return json;
    }

    private static ObjectNode typed(String type, Map<String, Double> settings) {
        ObjectNode json = object().put("type", type);
        settings.forEach((name, value) -> json.set(name, number(value)));
        return json;
    }

    private static ObjectNode term(LossTerm term) {
        ObjectNode json = object().put("loss", term.loss());
        json.set("weight", number(term.term().weight()));
        term.parameters().forEach((name, value) -> json.set(name, parameter(value)));
        return json;
    }

    /** A parameter keeps no type but its spelling, which the file reader tells types by. */
    public static JsonNode parameter(String value) {
        return switch (ScalarType.ofPlain(value)) {
            case NUMBER -> DecimalNode.valueOf(new BigDecimal(value));
            case FLAG -> JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(value));
            case NOTHING, WORD, QUOTED -> JsonNodeFactory.instance.textNode(value);
        };
    }

    public static JsonNode number(double value) {
        return DecimalNode.valueOf(Numbers.shortest(value));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
