package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.metricloss.core.loss.Range;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.optimizer.OptimizerSpec.Adam;
import org.metricloss.core.optimizer.OptimizerSpec.AdamW;
import org.metricloss.core.optimizer.OptimizerSpec.RmsProp;
import org.metricloss.core.optimizer.OptimizerSpec.Sgd;
import org.metricloss.core.optimizer.Schedule;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Kinds;
import org.metricloss.experiments.file.Kinds.Kind;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;

/** Describes the optimizers. */
final class OptimizerBlock {
    private static final Setting<OptimizerSetting, Double> LEARNING_RATE = Setting.required(
            "learningRate",
            Type.number(Range.atLeast(0)),
            optimizer -> optimizer.spec().learningRate(),
            "The step size, before the schedule's factor.");
    private static final Setting<OptimizerSetting, Double> WEIGHT_DECAY = Setting.of(
            "weightDecay",
            Type.number(Range.atLeast(0)),
            0.0,
            optimizer -> optimizer.spec().weightDecay(),
            "The factor of a weight that is added to its gradient (L2).");
    private static final Setting<OptimizerSetting, Double> CLIP_NORM = Setting.optional(
            "clipNorm",
            Type.number(Range.positive()),
            "off",
            optimizer -> stated(optimizer, "clipNorm"),
            "The largest Euclidean norm of all gradients of a step together; larger gradients"
                    + " are scaled down to it.");
    private static final Setting<OptimizerSetting, Schedule> SCHEDULE = Setting.of(
            "schedule",
            ScheduleKinds.TYPE,
            Schedule.CONSTANT,
            OptimizerSetting::schedule,
            "How the learning rate changes during training: the name of a schedule, or a mapping.");
    private static final Setting<OptimizerSetting, Double> MOMENTUM =
            number("momentum", Range.fromBelow(0, 1), 0, "The share of the previous step that is added to the next.");
    private static final Setting<OptimizerSetting, Double> BETA1 = number(
            "beta1",
            Range.between(0, Adam.MAX_BETA),
            Adam.DEFAULT_BETA1,
            "The decay rate of the moving mean of the gradients.");
    private static final Setting<OptimizerSetting, Double> BETA2 = number(
            "beta2",
            Range.between(0, Adam.MAX_BETA),
            Adam.DEFAULT_BETA2,
            "The decay rate of the moving mean of the squared gradients.");
    private static final Setting<OptimizerSetting, Double> EPSILON = number(
            "epsilon", Range.atLeast(Adam.MIN_EPSILON), Adam.DEFAULT_EPSILON, "Added to the root in the denominator.");

    private static final Setting<OptimizerSetting, Double> DECOUPLED_DECAY = Setting.of(
            "weightDecay",
            Type.number(Range.atLeast(0)),
            AdamW.DEFAULT_WEIGHT_DECAY,
            optimizer -> optimizer.spec().weightDecay(),
            "The share of a weight, times the learning rate, by which it is shortened before each step.");
    private static final Setting<OptimizerSetting, Double> ALPHA = number(
            "alpha",
            Range.between(0, Adam.MAX_BETA),
            RmsProp.DEFAULT_ALPHA,
            "The decay rate of the moving mean of the squared gradients.");
    private static final Setting<OptimizerSetting, Boolean> NESTEROV = Setting.<OptimizerSetting, Boolean>of(
                    "nesterov",
                    Type.flag(),
                    false,
                    optimizer -> ((Sgd) optimizer.spec()).nesterov(),
                    "Whether the momentum is Nesterov's; it must be above 0 then.")
            .statedOnly(optimizer -> ((Sgd) optimizer.spec()).nesterov());

    static final Kinds<OptimizerSetting> TYPE = new Kinds<>(
            "optimizer",
            OptimizerSetting::spec,
            List.of(
                    new Kind<>(
                            Sgd.class,
                            new Block<>(
                                    "sgd",
                                    "Stochastic gradient descent with momentum.",
                                    "{type: sgd, learningRate: 0.05, momentum: 0.9, weightDecay: 5.0e-4}",
                                    List.of(LEARNING_RATE, MOMENTUM, NESTEROV, WEIGHT_DECAY, CLIP_NORM, SCHEDULE),
                                    OptimizerBlock::sgd)),
                    new Kind<>(
                            Adam.class,
                            new Block<>(
                                    "adam",
                                    "Adam (Kingma and Ba, ICLR 2015).",
                                    "{type: adam, learningRate: 0.001, schedule: cosine}",
                                    List.of(LEARNING_RATE, BETA1, BETA2, EPSILON, WEIGHT_DECAY, CLIP_NORM, SCHEDULE),
                                    fields -> with(fields, adam(fields, WEIGHT_DECAY)))),
                    new Kind<>(
                            AdamW.class,
                            new Block<>(
                                    "adamw",
                                    "Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019).",
                                    "{type: adamw, learningRate: 0.001, schedule: cosine}",
                                    List.of(LEARNING_RATE, BETA1, BETA2, EPSILON, DECOUPLED_DECAY, CLIP_NORM, SCHEDULE),
                                    fields -> with(fields, new AdamW(adam(fields, DECOUPLED_DECAY))))),
                    new Kind<>(
                            RmsProp.class,
                            new Block<>(
                                    "rmsprop",
                                    "RMSprop (Tieleman and Hinton 2012), without momentum.",
                                    "{type: rmsprop, learningRate: 0.001}",
                                    List.of(LEARNING_RATE, ALPHA, EPSILON, WEIGHT_DECAY, CLIP_NORM, SCHEDULE),
                                    OptimizerBlock::rmsProp))));

    private OptimizerBlock() {}

    private static Setting<OptimizerSetting, Double> number(String name, Range range, double standard, String help) {
        return Setting.of(
                name,
                Type.number(range),
                standard,
                optimizer -> stated(optimizer, name).orElseThrow(),
                help);
    }

    private static Optional<Double> stated(OptimizerSetting optimizer, String name) {
        return Optional.ofNullable(optimizer.spec().settings().get(name));
    }

    private static OptimizerSetting sgd(Fields fields) {
        double learningRate = fields.read(LEARNING_RATE);
        double weightDecay = fields.read(WEIGHT_DECAY);
        OptionalDouble clipNorm = clipNorm(fields);
        double momentum = fields.read(MOMENTUM);
        boolean nesterov = fields.read(NESTEROV);
        if (nesterov && momentum == 0) {
            throw fields.required("nesterov").refused("nesterov needs a momentum > 0");
        }
        return with(fields, new Sgd(learningRate, momentum, weightDecay, nesterov, clipNorm));
    }

    private static Adam adam(Fields fields, Setting<OptimizerSetting, Double> decay) {
        double learningRate = fields.read(LEARNING_RATE);
        double weightDecay = fields.read(decay);
        OptionalDouble clipNorm = clipNorm(fields);
        return new Adam(
                learningRate, fields.read(BETA1), fields.read(BETA2), fields.read(EPSILON), weightDecay, clipNorm);
    }

    private static OptimizerSetting rmsProp(Fields fields) {
        double learningRate = fields.read(LEARNING_RATE);
        double weightDecay = fields.read(WEIGHT_DECAY);
        OptionalDouble clipNorm = clipNorm(fields);
        double alpha = fields.read(ALPHA);
        return with(fields, new RmsProp(learningRate, alpha, fields.read(EPSILON), weightDecay, clipNorm));
    }

    private static OptionalDouble clipNorm(Fields fields) {
        return fields.given(CLIP_NORM).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private static OptimizerSetting with(Fields fields, OptimizerSpec spec) {
        return new OptimizerSetting(spec, fields.read(SCHEDULE));
    }
}
