package org.metricloss.experiments.training.setting;

import java.util.List;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;

/**
 * How embeddings are evaluated.
 *
 * @param distance which distance neighbours are searched by
 * @param trainSample the largest number of training images that are embedded as references for the test images, at least 1; on
 *     closed-set data there is one of each class even if that makes more
 * @param recallAt the ranks k of Recall@k, all different and at least 1; Recall@1 is measured in any case
 * @param validation when the validation part is measured during training
 * @param onRequest what else is measured of the test part
 */
public record EvaluationSetting(
        EvaluationDistance distance,
        int trainSample,
        List<Integer> recallAt,
        ValidationSetting validation,
        RequestedSetting onRequest) {
    /** The default. */
    static final EvaluationSetting DEFAULT = new EvaluationSetting(EvaluationDistance.OBJECTIVE, 2000);

    private static final Setting<EvaluationSetting, EvaluationDistance> DISTANCE = Setting.of(
            "distance",
            Type.choice(EvaluationDistance.class),
            DEFAULT.distance(),
            EvaluationSetting::distance,
            "The distance that determines neighbours. `objective` uses the distance that each objective trains, and also"
                    + " records Recall@1 and MAP@R by the other distance.");
    private static final Setting<EvaluationSetting, Integer> TRAIN_SAMPLE = Setting.of(
            "trainSample",
            Type.integer(1, Integer.MAX_VALUE),
            DEFAULT.trainSample(),
            EvaluationSetting::trainSample,
            "The largest number of training images that are embedded as references. If the test classes are trained"
                    + " on, each has at least one, even if that makes more.");

    private static final Setting<EvaluationSetting, List<Integer>> RECALL_AT = Setting.of(
                    "recallAt",
                    Type.distinct("ranks", Type.integer(1, 1_000_000)),
                    DEFAULT.recallAt(),
                    EvaluationSetting::recallAt,
                    "The ranks k of Recall@k. Recall@1 is measured in any case.")
            .statedOnly(setting -> !setting.recallAt().equals(DEFAULT.recallAt()));

    static final Block<EvaluationSetting> BLOCK = new Block<>(
            "evaluation",
            "How embeddings are evaluated, and when the validation part is measured during training. It is always"
                    + " measured at the end, unless `every` is 0.",
            "{distance: cosine, trainSample: 500}",
            List.of(
                    DISTANCE,
                    TRAIN_SAMPLE,
                    RECALL_AT,
                    ValidationSetting.EVERY,
                    ValidationSetting.EVERY_STEPS,
                    RequestedSetting.BORDER_SHARE,
                    RequestedSetting.FGSM,
                    RequestedSetting.PAIRS),
            fields -> new EvaluationSetting(
                    fields.read(DISTANCE),
                    fields.read(TRAIN_SAMPLE),
                    fields.read(RECALL_AT),
                    ValidationSetting.read(fields),
                    RequestedSetting.read(fields)));

    /** Measures the validation part at the default times, and nothing on request. */
    EvaluationSetting(EvaluationDistance distance, int trainSample) {
        this(distance, trainSample, List.of(1), ValidationSetting.DEFAULT, RequestedSetting.NONE);
    }

    /** Checks the range. */
    public EvaluationSetting {
        if (!(trainSample >= 1)) {
            throw new IllegalArgumentException("trainSample must be >= 1, got " + trainSample);
        }
        recallAt = List.copyOf(recallAt);
    }
}
