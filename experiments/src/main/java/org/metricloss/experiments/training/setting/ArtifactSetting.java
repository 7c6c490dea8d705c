package org.metricloss.experiments.training.setting;

import java.util.List;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;

/**
 * Which embeddings are kept.
 *
 * @param every the number of epochs between kept embeddings; those of the last epoch are always kept, and 0 keeps only
 *     them
 */
public record ArtifactSetting(int every) {
    /** The default: every epoch. */
    static final ArtifactSetting DEFAULT = new ArtifactSetting(1);

    private static final Setting<ArtifactSetting, Integer> EVERY = Setting.of(
            "every",
            Type.integer(0, BudgetSetting.MAX_EPOCHS),
            DEFAULT.every(),
            ArtifactSetting::every,
            "Embeddings are stored each time this number of epochs has passed, and after the"
                    + " last epoch; 0 stores only those of the last epoch.");

    static final Block<ArtifactSetting> BLOCK = new Block<>(
            "artifacts",
            "Which embeddings are stored for figures and export.",
            "{every: 5}",
            List.of(EVERY),
            fields -> new ArtifactSetting(fields.read(EVERY)));

    /** Checks the range. */
    public ArtifactSetting {
        if (!(every >= 0)) {
            throw new IllegalArgumentException("every must be >= 0, got " + every);
        }
    }
}
