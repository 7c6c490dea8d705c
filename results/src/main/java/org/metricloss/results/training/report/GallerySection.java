package org.metricloss.results.training.report;

import java.util.List;
import java.util.Optional;
import org.metricloss.results.figure.NeighbourGallery;
import org.metricloss.results.record.GalleryRecord;
import org.metricloss.results.report.Pictures;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.SealedArtifact;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * Test images of one trial of each objective and their nearest neighbours, hardest mistakes first.
 *
 * @param runs the runs
 */
record GallerySection(RecordedRuns runs) implements ReportSection {
    /** Each takes about 30 KB with images of digits, and at most 300 KB. */
    private static final int MOST_GROUPS = 4;

    @Override
    public void write(ReportWriter out) {
        if (!out.showsFigures()) {
            return;
        }
        Pictures pictures = new Pictures();
        List<NeighbourGallery.Group> groups = runs.each().stream()
                .flatMap(run -> run.runs().get(0).folder().stream()
                        .flatMap(folder -> run.objectives().stream()
                                .flatMap(objective -> pictures
                                        .read(() -> group(runs.prefix(run) + runs.name(objective), objective, folder))
                                        .stream())))
                .limit(MOST_GROUPS)
                .toList();
        if (groups.isEmpty() && pictures.areAllThere()) {
            return;
        }
        out.heading(2, "Nearest neighbours");
        pictures.tellMissing(out);
        if (groups.isEmpty()) {
            return;
        }
        out.figure(new NeighbourGallery(
                "neighbours",
                "Test images and their five nearest neighbours among the other test images",
                "One trial of each objective"
                        + (groups.size() < objectives() ? ", of the first " + groups.size() + " objectives" : "")
                        + ". Hardest first: the queries whose nearest neighbour of another class is closest compared"
                        + " with the nearest of their own. A solid frame and a check mark: the query's class; a dashed frame and a"
                        + " cross: another.",
                groups));
    }

    private int objectives() {
        return runs.each().stream().mapToInt(run -> run.objectives().size()).sum();
    }

    private static Optional<NeighbourGallery.Group> group(String name, ObjectiveSummary objective, RunFolder folder) {
        return objective.trials().stream()
                .filter(TrialRecord::isFinished)
                .flatMap(trial -> SealedArtifact.GALLERY.read(folder, trial).stream()
                        .map(gallery -> new NeighbourGallery.Group(name, detail(trial, gallery), gallery)))
                .filter(group -> !group.gallery().queries().isEmpty())
                .findFirst();
    }

    private static String detail(TrialRecord trial, GalleryRecord gallery) {
        return "Seed %s: of %s test images that were looked up by %s distance, %s have a nearest neighbour of another class."
                .formatted(trial.setup().seed(), gallery.searched(), gallery.distance(), gallery.mistakes());
    }
}
