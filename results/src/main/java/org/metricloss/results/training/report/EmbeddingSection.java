package org.metricloss.results.training.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metricloss.results.figure.EmbeddingPanels;
import org.metricloss.results.figure.EmbeddingPlane;
import org.metricloss.results.figure.EmbeddingView;
import org.metricloss.results.figure.SampleNeighbours;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.report.Pictures;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.Artifacts;
import org.metricloss.results.training.artifact.EmbeddingArtifact;
import org.metricloss.results.training.artifact.EmbeddingViews;
import org.metricloss.results.training.artifact.SealedArtifact;
import org.metricloss.results.training.record.DatasetRecord;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * The embeddings of one trial of each objective, epoch by epoch, drawn as in the center-loss paper.
 *
 * @param runs the runs
 */
record EmbeddingSection(RecordedRuns runs) implements ReportSection {
    private static final int MOST_ROWS = 12;

    /** Rows times epochs, of two panels with 2,000 points of four characters each: 2 MB. */
    private static final int MOST_FRAMES = 128;

    private static final int MOST_EPOCHS = 25;

    /** A trial and the files of its epochs, at least one. */
    private record Shown(
            String name,
            TrialRecord trial,
            NavigableMap<Integer, Path> byEpoch,
            List<String> classNames,
            RunFolder folder) {}

    @Override
    public void write(ReportWriter out) {
        if (!out.showsFigures()) {
            return;
        }
        List<Shown> all = runs.each().stream().flatMap(this::shown).toList();
        if (all.isEmpty()) {
            return;
        }
        List<Shown> shown = all.subList(0, Math.min(MOST_ROWS, all.size()));
        List<Integer> epochs = epochs(shown);
        Pictures pictures = new Pictures();
        List<EmbeddingPanels.Strip> rows = shown.stream()
                .flatMap(one -> pictures.read(() -> Optional.of(row(one, epochs, pictures))).stream())
                .toList();
        out.heading(2, "Embeddings");
        out.explanation(
                "One trial of each objective" + (shown.size() < all.size() ? ", of the first " + shown.size() : "")
                        + ": where it places its sample of the training part and the test part.",
                "Colours and shapes are classes, circles class centers, rays the directions of the classifier's weights, where the objective has a"
                        + " classifier. Distances can be compared within a row; rows have scales of their own.");
        pictures.tellMissing(out);
        if (!rows.isEmpty()) {
            out.figure(new EmbeddingPanels(
                    "embeddings",
                    "Embeddings by epoch",
                    "At most 2,000 points per panel, the same share of each class. Embeddings of more than two dimensions are"
                            + " shown by the first two principal components of their last epoch.",
                    epochs,
                    rows));
        }
    }

    private Stream<Shown> shown(RecordedRuns run) {
        List<String> classNames = run.manifest().classNames().orElse(List.of());
        return run.runs().get(0).folder().stream()
                .flatMap(folder -> run.objectives().stream()
                        .flatMap(objective ->
                                // The name that other figures have, so that all of them highlight the objective.
                                shown(runs.prefix(run) + runs.name(objective), objective, folder, classNames)
                                        .stream()));
    }

    /**
     * Returns the first trial that finished with embeddings, otherwise the first that collapsed. The figure shows a
     * collapse well.
     */
    private static Optional<Shown> shown(
            String name, ObjectiveSummary objective, RunFolder folder, List<String> classNames) {
        for (TrialStatus status : List.of(TrialStatus.FINISHED, TrialStatus.COLLAPSED)) {
            for (TrialRecord trial : objective.trials()) {
                if (trial.status() == status) {
                    NavigableMap<Integer, Path> byEpoch = Artifacts.byEpoch(folder, trial);
                    if (!byEpoch.isEmpty()) {
                        return Optional.of(new Shown(name, trial, byEpoch, classNames, folder));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Returns all epochs with embeddings. If there are too many, returns evenly spread ones that include the last. */
    private static List<Integer> epochs(List<Shown> shown) {
        TreeSet<Integer> kept = new TreeSet<>();
        shown.forEach(one -> kept.addAll(one.byEpoch().keySet()));
        List<Integer> all = List.copyOf(kept);
        int room = Math.min(MOST_EPOCHS, MOST_FRAMES / shown.size());
        return all.size() <= room
                ? all
                : IntStream.range(0, room)
                        .mapToObj(i -> all.get((int) Math.round((double) i * (all.size() - 1) / (room - 1))))
                        .toList();
    }

    private static EmbeddingPanels.Strip row(Shown shown, List<Integer> epochs, Pictures pictures) {
        EmbeddingView last = EmbeddingViews.of(
                Artifacts.intact(shown.byEpoch().lastEntry().getValue(), shown.trial()),
                shown.trial().setup());
        EmbeddingPlane plane = last.plane();
        List<EmbeddingPanels.Frame> frames = new ArrayList<>();
        for (int epoch : epochs) {
            Map.Entry<Integer, Path> latest = shown.byEpoch().floorEntry(epoch);
            Map.Entry<Integer, Path> kept = latest == null ? shown.byEpoch().firstEntry() : latest;
            frames.add(new EmbeddingPanels.Frame(
                    kept.getKey(),
                    EmbeddingViews.of(
                            Artifacts.intact(kept.getValue(), shown.trial()),
                            shown.trial().setup(),
                            plane)));
        }
        DatasetRecord data = shown.trial().setup().dataset();
        return new EmbeddingPanels.Strip(
                shown.name(),
                detail(shown, last),
                (int) data.train(),
                (int) data.test(),
                frames,
                shown.classNames(),
                // A row can do without the neighbours of its points.
                pictures.read(() -> neighbours(shown)));
    }

    private static Optional<SampleNeighbours> neighbours(Shown shown) {
        return SealedArtifact.POINTS
                .read(shown.folder(), shown.trial())
                .flatMap(points -> Artifacts.tested(shown.folder(), shown.trial())
                        .map(file -> new SampleNeighbours(
                                points,
                                IntStream.of(new EmbeddingArtifact(Artifacts.intact(file, shown.trial()))
                                                .labels("test"))
                                        .boxed()
                                        .toList())));
    }

    private static String detail(Shown shown, EmbeddingView view) {
        StringBuilder detail = new StringBuilder(shown.trial().setup().engine() + ", seed "
                + shown.trial().setup().seed());
        if (!shown.trial().isFinished()) {
            detail.append(", ").append(shown.trial().status().words());
        }
        detail.append(
                view.ownCenters() ? "; centers are the objective's" : "; centers are means of the training points");
        if (shown.trial().setup().keepsProxies()) {
            detail.append("; rays are directions of proxies");
        }
        if (view.shownClasses().size() < view.classes()) {
            detail.append("; ")
                    .append(view.shownClasses().size())
                    .append(" of ")
                    .append(view.classes())
                    .append(" classes");
        }
        return detail.append('.').toString();
    }
}
