package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Optional;
import org.metricloss.core.data.PairBatches;
import org.metricloss.core.data.SmallClasses;
import org.metricloss.core.data.TripletBatches;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;

/** Describes how batches are drawn. */
final class BatchBlock {
    private static final String WAYS_IN_WORDS =
            "one of {size: ...}, {classes: ..., perClass: ...}, {pairs: ...} and {triplets: ...}";

    private static final Setting<BatchSetting, Integer> SIZE = setting(
            "size",
            Type.integer(1, BatchSetting.MAX_SAMPLES),
            "The number of samples in a batch, drawn without regard to classes.");
    private static final Setting<BatchSetting, Integer> CLASSES = setting(
            "classes",
            Type.integer(1, BatchSetting.MAX_SAMPLES),
            "The number of classes in a batch, with `perClass` samples of each; at most %s samples in all."
                    .formatted(BatchSetting.MAX_SAMPLES));
    private static final Setting<BatchSetting, Integer> PER_CLASS = setting(
            "perClass",
            Type.integer(1, BatchSetting.MAX_SAMPLES),
            "The number of samples of each class in a batch; needs `classes`.");
    private static final Setting<BatchSetting, Integer> PAIRS = setting(
            "pairs",
            Type.integer(PairBatches.MIN_PAIRS, PairBatches.MAX_PAIRS),
            "The number of listed pairs in a batch. Half of them are positive; of an odd number, one"
                    + " more is positive. Both members go through the network.");
    private static final Setting<BatchSetting, Integer> TRIPLETS = setting(
            "triplets",
            Type.integer(1, TripletBatches.MAX_TRIPLETS),
            "The number of listed triplets in a batch: anchor, positive and negative, all of"
                    + " which go through the network.");

    private static final Setting<BatchSetting, SmallClasses> SMALL_CLASSES = Setting.<BatchSetting, SmallClasses>of(
                    "smallClasses",
                    Type.choice(SmallClasses.class),
                    SmallClasses.REPEAT,
                    BatchBlock::smallClasses,
                    "What is done with classes that have fewer than `perClass` training samples: their samples are"
                            + " repeated, they are left out of the batches, or they are refused. Goes with `classes`.")
            .statedOnly(batch -> smallClasses(batch) != SmallClasses.REPEAT);

    private static final Setting<BatchSetting, Integer> VIEWS = setting(
            "views",
            Type.integer(2, BatchSetting.Views.MAX_VIEWS),
            "How often each image occurs in a batch, each time augmented in another way; needs `augment`, and goes with"
                    + " `size` or `classes`.");

    static final Block<BatchSetting> BLOCK = new Block<>(
            "batch",
            "How batches are drawn: " + WAYS_IN_WORDS + ".",
            "{classes: 10, perClass: 12}",
            List.of(SIZE, CLASSES, PER_CLASS, SMALL_CLASSES, PAIRS, TRIPLETS, VIEWS),
            BatchBlock::readViews);

    /**
     * The settings that belong together, one list for each way to draw batches. If a file gives two ways, the earlier
     * one is refused.
     */
    private static final List<List<Setting<BatchSetting, Integer>>> WAYS =
            List.of(List.of(TRIPLETS), List.of(PAIRS), List.of(SIZE), List.of(CLASSES, PER_CLASS));

    private BatchBlock() {}

    private static Setting<BatchSetting, Integer> setting(String name, Type<Integer> type, String help) {
        return Setting.optional(
                name,
                type,
                "not used",
                batch -> Optional.ofNullable(batch.settings().get(name)),
                help);
    }

    private static SmallClasses smallClasses(BatchSetting batch) {
        return batch.balanced().map(BatchSetting.PerClass::smallClasses).orElse(SmallClasses.REPEAT);
    }

    private static BatchSetting readViews(Fields fields) {
        BatchSetting once = read(fields);
        Optional<Integer> views = fields.given(VIEWS);
        if (views.isEmpty()) {
            return once;
        }
        Value value = fields.required(VIEWS.name());
        if (once.lists().isPresent()) {
            throw value.refused("views goes with size, or with classes and perClass, not with listed tuples");
        }
        if ((long) once.samples() * views.get() > BatchSetting.MAX_SAMPLES) {
            throw value.refused("a batch must have at most %s samples, got %s x %s views"
                    .formatted(BatchSetting.MAX_SAMPLES, once.samples(), views.get()));
        }
        return new BatchSetting.Views(once, views.get());
    }

    private static BatchSetting read(Fields fields) {
        List<List<Setting<BatchSetting, Integer>>> given = WAYS.stream()
                .filter(way -> way.stream().map(Setting::name).anyMatch(fields::has))
                .toList();
        if (given.isEmpty()) {
            throw fields.refused("a batch is " + WAYS_IN_WORDS);
        }
        Setting<BatchSetting, Integer> first = given.get(0).get(0);
        if (given.size() > 1) {
            List<String> other = given.get(1).stream().map(Setting::name).toList();
            throw fields.required(first.name())
                    .refused("%s cannot be combined with %s; a batch is %s"
                            .formatted(first.name(), String.join(" and ", other), WAYS_IN_WORDS));
        }
        if (first != CLASSES && fields.has(SMALL_CLASSES.name())) {
            throw fields.required(SMALL_CLASSES.name())
                    .refused("smallClasses goes with classes and perClass, not with " + first.name());
        }
        if (first == TRIPLETS) {
            return new BatchSetting.Triplets(fields.read(TRIPLETS));
        }
        if (first == PAIRS) {
            return new BatchSetting.Pairs(fields.read(PAIRS));
        }
        return first == SIZE ? new BatchSetting.Uniform(fields.read(SIZE)) : perClass(fields);
    }

    private static BatchSetting perClass(Fields fields) {
        int classes = fields.read(CLASSES);
        int each = fields.read(PER_CLASS);
        if ((long) classes * each > BatchSetting.MAX_SAMPLES) {
            throw fields.refused("classes x perClass must be at most %s, got %s x %s"
                    .formatted(BatchSetting.MAX_SAMPLES, classes, each));
        }
        return new BatchSetting.PerClass(classes, each, fields.read(SMALL_CLASSES));
    }
}
