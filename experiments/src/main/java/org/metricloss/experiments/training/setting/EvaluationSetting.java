package org.metricloss.experiments.training.setting;

import org.metricloss.core.evaluation.Distance;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Value;

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

    static EvaluationSetting read(Value value) {
        Fields fields = value.fields("distance", "trainSample", "every", "everySteps");
        return new EvaluationSetting(
                fields.optional("distance").map(v -> v.choice(Distance.class)).orElse(DEFAULT.distance()),
                fields.optional("trainSample")
                        .map(v -> v.integer(1, Integer.MAX_VALUE))
                        .orElse(DEFAULT.trainSample()),
                ValidationSetting.read(fields));
    }
}
