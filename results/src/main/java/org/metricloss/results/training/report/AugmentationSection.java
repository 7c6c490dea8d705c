package org.metricloss.results.training.report;

import java.util.Optional;
import org.metricloss.results.figure.ImageStrip;
import org.metricloss.results.record.AugmentedRecord;
import org.metricloss.results.report.Pictures;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.training.artifact.SealedArtifact;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * Augmented training images, once for each run that has any.
 *
 * @param runs the runs
 */
record AugmentationSection(RecordedRuns runs) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        if (!out.showsFigures()) {
            return;
        }
        Pictures pictures = new Pictures();
        boolean headed = false;
        int number = 0;
        for (RecordedRun run : runs.runs()) {
            number++;
            Optional<AugmentedRecord> augmented = pictures.read(() -> first(run));
            if (augmented.isEmpty()) {
                continue;
            }
            if (!headed) {
                out.heading(2, "Augmented images");
                headed = true;
            }
            out.figure(new ImageStrip(
                    runs.runs().size() == 1 ? "augmented" : "augmented-" + number,
                    "Training images and their augmented versions",
                    "Trial %s: each row has an image as it is, then as it is trained on in the first epochs."
                            .formatted(augmented.get().trial()),
                    augmented.get().rows()));
        }
        if (!headed && !pictures.areAllThere()) {
            out.heading(2, "Augmented images");
        }
        pictures.tellMissing(out);
    }

    /** The draws depend on the seed, not on the objective, so one trial is enough. */
    private static Optional<AugmentedRecord> first(RecordedRun run) {
        return run.folder().stream()
                .flatMap(folder ->
                        run.trials().stream().flatMap(trial -> SealedArtifact.AUGMENTED.read(folder, trial).stream()))
                .findFirst();
    }
}
