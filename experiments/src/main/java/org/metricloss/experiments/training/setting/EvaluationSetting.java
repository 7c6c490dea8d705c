package org.metricloss.experiments.training.setting;

import java.util.List;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;

/**
 * How embeddings are judged.
 *
 * @param distance the distance in which neighbours are looked for
 * @param trainSample how many training images are embedded beside the test images, at most; at least 1
 * @param validation when the validation part is measured during training
 */
public record EvaluationSetting(Distance distance, int trainSample, ValidationSetting validation) {
    /** What a file without this setting means. */
    static final EvaluationSetting DEFAULT = new EvaluationSetting(Distance.EUCLIDEAN, 2000);

    private static final Setting<EvaluationSetting, Distance> DISTANCE = Setting.of(
            "distance",
            Type.choice(Distance.class),
            DEFAULT.distance(),
            EvaluationSetting::distance,
            "The distance in which neighbours are looked for.");
    private static final Setting<EvaluationSetting, Integer> TRAIN_SAMPLE = Setting.of(
            "trainSample",
            Type.integer(1, Integer.MAX_VALUE),
            DEFAULT.trainSample(),
            EvaluationSetting::trainSample,
            "How many training images are embedded as references, at most.");

    static final Block<EvaluationSetting> BLOCK = new Block<>(
            "evaluation",
            "How embeddings are judged, and when the validation part is measured during training. It is always"
                    + " measured at the end, unless `every` is 0.",
            "{distance: cosine, trainSample: 500}",
            List.of(DISTANCE, TRAIN_SAMPLE, ValidationSetting.EVERY, ValidationSetting.EVERY_STEPS),
            fields -> new EvaluationSetting(
                    fields.read(DISTANCE), fields.read(TRAIN_SAMPLE), ValidationSetting.read(fields)));

    /** With a validation part measured as it is by default. */
    EvaluationSetting(Distance distance, int trainSample) {
        this(distance, trainSample, ValidationSetting.DEFAULT);
    }

    /** Checks the range. */
    public EvaluationSetting {
        if (!(trainSample >= 1)) {
            throw new IllegalArgumentException("trainSample must be >= 1, got " + trainSample);
        }
    }
}
