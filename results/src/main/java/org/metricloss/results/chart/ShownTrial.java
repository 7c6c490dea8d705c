package org.metricloss.results.chart;

import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.store.Artifacts;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.summary.ObjectiveSummary;

/**
 * The trial whose embeddings stand for an objective: the first that finished and left some.
 *
 * @param trial the trial
 * @param epoch the last epoch whose embeddings were kept
 * @param artifact their file
 */
record ShownTrial(TrialRecord trial, int epoch, Path artifact) {
    static Optional<ShownTrial> of(ObjectiveSummary objective, RunFolder folder) {
        for (TrialRecord trial : objective.trials()) {
            NavigableMap<Integer, Path> byEpoch = Artifacts.byEpoch(folder, trial.id());
            if (trial.isFinished() && !byEpoch.isEmpty()) {
                Map.Entry<Integer, Path> last = byEpoch.lastEntry();
                return Optional.of(new ShownTrial(trial, last.getKey(), last.getValue()));
            }
        }
        return Optional.empty();
    }

    /** Such as {@code seed 1, epoch 20}. */
    String words() {
        return "seed " + trial.setup().seed() + ", epoch " + epoch;
    }
}
