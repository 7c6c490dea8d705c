package org.metricloss.results.training.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.EmbeddingPanels;
import org.metricloss.results.figure.EmbeddingRow;
import org.metricloss.results.figure.EmbeddingView;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.report.Pictures;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.artifact.Artifacts;
import org.metricloss.results.training.artifact.EmbeddingViews;
import org.metricloss.results.training.record.DatasetRecord;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * Objectives that differ only in one number, presented as lambda and alpha are in the center-loss paper (Wen et al.,
 * ECCV 2016): the embeddings for each value in a row (its Figure 3) and accuracy against the number (its Figure 5).
 *
 * @param runs all runs of the report
 * @param sweeps the sweeps of each run
 */
public record SweepSection(RecordedRuns runs, List<Sweep> sweeps) implements ReportSection {
    private static final int MOST_CELLS = 10;
    private static final List<String> MEASURES =
            List.of("classifierAccuracy", "foldAccuracy", "nearestCenterAccuracy", RunMeasures.PRIMARY);

    @Override
    public void write(ReportWriter out) {
        if (sweeps.isEmpty() || !out.showsFigures()) {
            return;
        }
        out.heading(2, "Parameter sweeps");
        out.paragraph("Objectives that differ in one number alone: network, optimizer and batches are the same.");
        int place = 0;
        for (Sweep sweep : sweeps) {
            String id = "sweep-" + ++place + "-" + sweep.fileName().toLowerCase(Locale.ROOT);
            out.heading(
                    3, runs.prefix(sweep.run()) + sweep.title() + (runs.hasEngines() ? " on " + sweep.engine() : ""));
            accuracy(id, sweep).ifPresent(out::figure);
            Pictures pictures = new Pictures();
            sweep.run()
                    .runs()
                    .get(0)
                    .folder()
                    .flatMap(folder -> embeddings(id, sweep, folder, pictures))
                    .ifPresent(out::figure);
            pictures.tellMissing(out);
        }
    }

    private static Optional<XyChart> accuracy(String id, Sweep sweep) {
        RunMeasures measures = sweep.run().describedMeasures();
        List<XySeries> series = new ArrayList<>();
        double first = sweep.points().get(0).value();
        double last = sweep.points().get(sweep.points().size() - 1).value();
        for (String measure : MEASURES) {
            List<XyPoint> points = sweep.points().stream()
                    .flatMap(point ->
                            estimate(point.objective(), measure)
                                    .map(estimate -> XyPoint.of(point.value(), estimate))
                                    .stream())
                    .toList();
            if (points.isEmpty()) {
                continue;
            }
            int style = Palette.part(MEASURES.indexOf(measure));
            series.add(new XySeries(measures.title(measure), style, XySeries.Mark.LINE, points));
            sweep.without()
                    .flatMap(objective -> estimate(objective, measure))
                    .ifPresent(limit -> series.add(new XySeries(
                            measures.title(measure) + " without " + sweep.loss(),
                            style,
                            XySeries.Mark.GUIDE,
                            List.of(XyPoint.of(first, limit.mean()), XyPoint.of(last, limit.mean())))));
        }
        return series.isEmpty()
                ? Optional.empty()
                : Optional.of(new XyChart(
                        id + "-accuracy",
                        "Accuracy by " + sweep.title(),
                        "Means over seeds on the test part with 95% intervals from three seeds on, as in Figure 5 of the center-loss paper: only"
                                + " this number changes."
                                + (series.stream().anyMatch(each -> each.mark() == XySeries.Mark.GUIDE)
                                        ? " Dashed is the objective without the term."
                                        : ""),
                        sweep.isLogarithmic() ? Axis.log(sweep.title(), "") : Axis.linear(sweep.title(), ""),
                        Axis.share("share of test samples"),
                        series));
    }

    private static Optional<EmbeddingRow> embeddings(String id, Sweep sweep, RunFolder folder, Pictures pictures) {
        List<EmbeddingPanels.Strip> cells = Stream.concat(
                        sweep
                                .without()
                                .flatMap(objective -> pictures.read(() -> cell(
                                        "without " + sweep.loss() + " (" + objective.objective() + ")",
                                        objective,
                                        folder)))
                                .stream(),
                        sweep.points().stream()
                                .flatMap(point -> pictures
                                        .read(() -> cell(
                                                sweep.parameterName() + " = " + NumberText.cost(point.value()),
                                                point.objective(),
                                                folder))
                                        .stream()))
                .limit(MOST_CELLS)
                .toList();
        return cells.isEmpty()
                ? Optional.empty()
                : Optional.of(new EmbeddingRow(
                        id + "-embeddings",
                        "Test embeddings by " + sweep.title(),
                        "The last kept embeddings of one seed each, as in Figure 3 of the center-loss paper. Circles are class"
                                + " centers, dashed rays the directions of the classifier's weights. Each panel has a scale of"
                                + " its own.",
                        cells));
    }

    /** Returns the embeddings of the first trial of the objective that finished and has embeddings. */
    private static Optional<EmbeddingPanels.Strip> cell(String name, ObjectiveSummary objective, RunFolder folder) {
        for (TrialRecord trial : objective.trials()) {
            NavigableMap<Integer, Path> byEpoch = Artifacts.byEpoch(folder, trial);
            if (trial.isFinished() && !byEpoch.isEmpty()) {
                EmbeddingView view =
                        EmbeddingViews.of(Artifacts.intact(byEpoch.lastEntry().getValue(), trial), trial.setup());
                DatasetRecord data = trial.setup().dataset();
                return Optional.of(new EmbeddingPanels.Strip(
                        name,
                        "seed " + trial.setup().seed(),
                        (int) data.train(),
                        (int) data.test(),
                        List.of(new EmbeddingPanels.Frame(byEpoch.lastKey(), view)),
                        folder.manifest().classNames().orElse(List.of()),
                        Optional.empty()));
            }
        }
        return Optional.empty();
    }

    private static Optional<MeanEstimate> estimate(ObjectiveSummary objective, String measure) {
        return Optional.ofNullable(objective.measures().get(measure));
    }
}
