package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.OptionalDouble;
import org.metricloss.core.loss.Range;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.optimizer.OptimizerSpec.Adam;
import org.metricloss.core.optimizer.OptimizerSpec.Sgd;
import org.metricloss.core.optimizer.Schedule;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Value;

/** Reads how weights follow their gradients, and how the learning rate changes. */
final class OptimizerReader {
    private static final List<Kind> OPTIMIZERS = List.of(
            new Kind("sgd", List.of("type", "learningRate", "momentum", "weightDecay", "clipNorm", "schedule")),
            new Kind(
                    "adam",
                    List.of(
                            "type",
                            "learningRate",
                            "beta1",
                            "beta2",
                            "epsilon",
                            "weightDecay",
                            "clipNorm",
                            "schedule")));
    private static final List<Kind> SCHEDULES = List.of(
            new Kind("constant", List.of("type", "warmup")),
            new Kind("step", List.of("type", "every", "factor", "warmup")),
            new Kind("cosine", List.of("type", "floor", "warmup")));

    private OptimizerReader() {}

    /** What a mapping's key {@code type} can name, and the keys that go with it. */
    private record Kind(String type, List<String> keys) {}

    static OptimizerSetting read(Value value) {
        Fields fields = fields(value, "optimizer", OPTIMIZERS);
        double learningRate = fields.required("learningRate").number(Range.atLeast(0));
        double weightDecay = number(fields, "weightDecay", Range.atLeast(0), 0);
        OptionalDouble clipNorm = fields.optional("clipNorm")
                .map(norm -> OptionalDouble.of(norm.number(Range.positive())))
                .orElse(OptionalDouble.empty());
        OptimizerSpec spec = fields.required("type").text().equals("adam")
                ? adam(fields, learningRate, weightDecay, clipNorm)
                : new Sgd(learningRate, number(fields, "momentum", Range.fromBelow(0, 1), 0), weightDecay, clipNorm);
        return new OptimizerSetting(
                spec, fields.optional("schedule").map(OptimizerReader::schedule).orElse(Schedule.CONSTANT));
    }

    private static Adam adam(Fields fields, double learningRate, double weightDecay, OptionalDouble clipNorm) {
        Range beta = Range.between(0, Adam.MAX_BETA);
        return new Adam(
                learningRate,
                number(fields, "beta1", beta, Adam.DEFAULT_BETA1),
                number(fields, "beta2", beta, Adam.DEFAULT_BETA2),
                number(fields, "epsilon", Range.atLeast(Adam.MIN_EPSILON), Adam.DEFAULT_EPSILON),
                weightDecay,
                clipNorm);
    }

    private static Schedule schedule(Value value) {
        if (!value.isMapping()) {
            value.requireText("a schedule's name or a mapping");
            return switch (value.oneOf("schedule", types(SCHEDULES))) {
                case "step" ->
                    throw value.refused("schedule step needs settings: {type: step, every: ..., factor: ...}");
                case "cosine" -> new Schedule.Cosine(0);
                default -> Schedule.CONSTANT;
            };
        }
        Fields fields = fields(value, "schedule", SCHEDULES);
        Schedule schedule = switch (fields.required("type").text()) {
            case "step" ->
                new Schedule.Step(
                        fields.required("every").integer(1, BudgetSetting.MAX_EPOCHS),
                        fields.required("factor").number(new Range(0, false, 1, true)));
            case "cosine" -> new Schedule.Cosine(number(fields, "floor", Range.between(0, 1), 0));
            default -> Schedule.CONSTANT;
        };
        return fields.optional("warmup")
                .<Schedule>map(steps -> new Schedule.WarmedUp(steps.integer(1, Integer.MAX_VALUE), schedule))
                .orElse(schedule);
    }

    /** Refuses what no type has first, then the type, then what belongs to another type. */
    private static Fields fields(Value value, String what, List<Kind> kinds) {
        List<String> anyKeys =
                kinds.stream().flatMap(kind -> kind.keys().stream()).distinct().toList();
        String type = Fields.of(value.mapping(), anyKeys).required("type").oneOf(what, types(kinds));
        List<String> keys = kinds.stream()
                .filter(kind -> kind.type().equals(type))
                .findFirst()
                .orElseThrow()
                .keys();
        Fields.requireKnown(value.mapping(), keys, " of %s %s".formatted(what, type));
        return Fields.of(value.mapping(), keys);
    }

    private static List<String> types(List<Kind> kinds) {
        return kinds.stream().map(Kind::type).toList();
    }

    private static double number(Fields fields, String key, Range range, double otherwise) {
        return fields.optional(key).map(value -> value.number(range)).orElse(otherwise);
    }
}
