package org.metricloss.experiments.training.setting;

import org.metricloss.experiments.file.Value;

/**
 * Which embeddings are kept.
 *
 * @param every those after every so many epochs and after the last, at least 1; 0 for the last epoch only
 */
public record ArtifactSetting(int every) {
    /** What a file without this setting means: every epoch. */
    static final ArtifactSetting DEFAULT = new ArtifactSetting(1);

    /** Checks the range. */
    public ArtifactSetting {
        if (!(every >= 0)) {
            throw new IllegalArgumentException("every must be >= 0, got " + every);
        }
    }

    static ArtifactSetting read(Value value) {
        return value.fields("every")
                .optional("every")
                .map(every -> new ArtifactSetting(every.integer(0, BudgetSetting.MAX_EPOCHS)))
                .orElse(DEFAULT);
    }
}
