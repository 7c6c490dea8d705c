package org.metricloss.experiments.training.setting;

import java.util.List;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;

/**
 * Which embeddings and which model of a trial are kept.
 *
 * @param every the number of epochs between kept embeddings; those of the last epoch are always kept, and 0 keeps only
 *     them
 * @param model which weights are kept as the trial's model
 */
public record ArtifactSetting(int every, ModelWeights model) {
    /** Which weights of a finished trial are kept as its model. */
    public enum ModelWeights {
        /** The weights after the last step. */
        LAST,
        /** The weights that are tested: those that {@code select} chooses, by default the last. */
        BEST,
        /** No model is kept. */
        NONE
    }

    /** The default: the embeddings of every epoch, and the model that is tested. */
    static final ArtifactSetting DEFAULT = new ArtifactSetting(1, ModelWeights.BEST);

    private static final Setting<ArtifactSetting, Integer> EVERY = Setting.of(
            "every",
            Type.integer(0, BudgetSetting.MAX_EPOCHS),
            DEFAULT.every(),
            ArtifactSetting::every,
            "Embeddings are stored each time this number of epochs has passed, and after the"
                    + " last epoch; 0 stores only those of the last epoch.");

    private static final Setting<ArtifactSetting, ModelWeights> MODEL = Setting.<ArtifactSetting, ModelWeights>of(
                    "model",
                    Type.choice(ModelWeights.class),
                    DEFAULT.model(),
                    ArtifactSetting::model,
                    "Which weights of a finished trial are stored as its model: `best` stores those that are tested (see"
                            + " `select`), `last` those after the last step.")
            .statedOnly(artifacts -> artifacts.model() != DEFAULT.model());

    static final Block<ArtifactSetting> BLOCK = new Block<>(
            "artifacts",
            "Which embeddings are stored for figures and export, and which model.",
            "{every: 5, model: last}",
            List.of(EVERY, MODEL),
            fields -> new ArtifactSetting(fields.read(EVERY), fields.read(MODEL)));

    /** Checks the range. */
    public ArtifactSetting {
        if (!(every >= 0)) {
            throw new IllegalArgumentException("every must be >= 0, got " + every);
        }
    }
}
