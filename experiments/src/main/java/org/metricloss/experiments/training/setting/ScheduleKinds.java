package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.core.loss.Range;
import org.metricloss.core.optimizer.Schedule;
import org.metricloss.core.optimizer.Schedule.Milestones.Unit;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Kinds;
import org.metricloss.experiments.file.Kinds.Kind;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;

/** Describes the schedules of the learning rate. */
final class ScheduleKinds {
    private static final Setting<Schedule, Integer> WARMUP = Setting.optional(
            "warmup",
            Type.integer(1, Integer.MAX_VALUE),
            "off",
            schedule -> stated(schedule, "warmup").map(Double::intValue),
            "The steps over which the learning rate rises to the schedule's.");
    private static final Setting<Schedule, Integer> EVERY = Setting.required(
            "every",
            Type.integer(1, BudgetSetting.MAX_EPOCHS),
            schedule -> stated(schedule, "every").orElseThrow().intValue(),
            "The number of epochs after which the factor is applied again.");
    private static final Setting<Schedule, Double> FACTOR = Setting.required(
            "factor",
            Type.number(new Range(0, false, 1, true)),
            schedule -> stated(schedule, "factor").orElseThrow(),
            "The factor by which the learning rate is multiplied.");
    private static final Setting<Schedule, List<Integer>> AT = Setting.required(
            "at",
            Type.of(
                    "a list of rising whole numbers >= 1",
                    List.of("[1, 2]", "[3, 5, 8]"),
                    value -> value.elements().stream()
                            .map(Type.integer(1, Integer.MAX_VALUE)::read)
                            .toList(),
                    Nodes::list),
            schedule -> milestones(schedule).at().stream().map(Math::toIntExact).toList(),
            "The points of training at which the factor is applied again.");
    private static final Setting<Schedule, Unit> UNIT = Setting.of(
            "unit",
            Type.choice(Unit.class),
            Unit.EPOCHS,
            schedule -> milestones(schedule).unit(),
            "What the points count: steps taken, or complete epochs.");
    private static final Setting<Schedule, Double> FLOOR = Setting.of(
            "floor",
            Type.number(Range.between(0, 1)),
            0.0,
            schedule -> stated(schedule, "floor").orElseThrow(),
            "The final share of the learning rate.");

    static final Kinds<Schedule> TYPE = new Kinds<>(
            "schedule",
            ScheduleKinds::plain,
            List.of(
                    new Kind<>(
                            Schedule.Constant.class,
                            block(
                                    "constant",
                                    "The learning rate stays constant.",
                                    "{type: constant}",
                                    List.of(WARMUP),
                                    fields -> Schedule.CONSTANT)),
                    new Kind<>(
                            Schedule.Step.class,
                            block(
                                    "step",
                                    "The learning rate is multiplied by a factor at fixed intervals of epochs.",
                                    "{type: step, every: 10, factor: 0.1}",
                                    List.of(EVERY, FACTOR, WARMUP),
                                    fields -> new Schedule.Step(fields.read(EVERY), fields.read(FACTOR)))),
                    new Kind<>(
                            Schedule.Milestones.class,
                            block(
                                    "milestones",
                                    "The learning rate is multiplied by a factor at each of several points of training.",
                                    "{type: milestones, at: [5000, 8000], factor: 0.8, unit: steps}",
                                    List.of(AT, FACTOR, UNIT, WARMUP),
                                    ScheduleKinds::milestones)),
                    new Kind<>(
                            Schedule.Cosine.class,
                            block(
                                    "cosine",
                                    "The learning rate falls to a floor along half a cosine over the whole budget"
                                            + " (Loshchilov and Hutter, ICLR 2017); needs a budget in epochs, samples or steps.",
                                    "{type: cosine, floor: 0.01}",
                                    List.of(FLOOR, WARMUP),
                                    fields -> new Schedule.Cosine(fields.read(FLOOR))))));

    private ScheduleKinds() {}

    private static Block<Schedule> block(
            String title,
            String help,
            String example,
            List<Setting<? super Schedule, ?>> settings,
            Function<Fields, Schedule> reader) {
        return new Block<>(title, help, example, settings, fields -> {
            Schedule schedule = reader.apply(fields);
            return fields.given(WARMUP)
                    .<Schedule>map(steps -> new Schedule.WarmedUp(steps, schedule))
                    .orElse(schedule);
        });
    }

    private static Schedule milestones(Fields fields) {
        List<Long> at = fields.read(AT).stream().map(Integer::longValue).toList();
        try {
            return new Schedule.Milestones(at, fields.read(FACTOR), fields.read(UNIT));
        } catch (IllegalArgumentException refused) {
            throw fields.required("at").refused(refused.getMessage());
        }
    }

    private static Schedule.Milestones milestones(Schedule schedule) {
        return (Schedule.Milestones) plain(schedule);
    }

    private static Schedule plain(Schedule schedule) {
        return schedule instanceof Schedule.WarmedUp warmed ? warmed.then() : schedule;
    }

    private static Optional<Double> stated(Schedule schedule, String name) {
        return Optional.ofNullable(schedule.settings().get(name));
    }
}
