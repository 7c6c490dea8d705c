package org.metricloss.results.chart;

import java.util.List;
import java.util.Optional;
import org.metricloss.results.figure.EmbeddingView;
import org.metricloss.results.figure.StratifiedSample;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.summary.ObjectiveSummary;
import org.metricloss.results.summary.RunSummary;

/** The embeddings of one trial of each objective, training part and test part side by side. */
final class EmbeddingFigure implements FigureSource {
    private static final int MOST_ROWS = 8;

    @Override
    public List<StaticFigure> of(RunSummary run, RunFolder folder) {
        Sheet sheet = new Sheet(run.manifest().name() + ": embeddings", 2, 480, 480);
        int rows = 0;
        int left = 0;
        for (ObjectiveSummary objective : run.objectives()) {
            Optional<ShownTrial> shown = ShownTrial.of(objective, folder);
            if (shown.isEmpty()) {
                continue;
            }
            if (rows == MOST_ROWS) {
                left++;
                continue;
            }
            EmbeddingView view = EmbeddingView.of(shown.get().artifact());
            if (rows++ == 0) {
                EmbeddingPanel.legend(sheet, view);
            }
            String name = Labels.of(run, objective);
            sheet.add(EmbeddingPanel.of(name + ", train (" + shown.get().words() + ")", view, view.train()))
                    .add(EmbeddingPanel.of(name + ", test", view, view.test()));
        }
        return rows == 0 ? List.of() : List.of(sheet.figure("embeddings", caption(left)));
    }

    private static String caption(int left) {
        return "At most " + StratifiedSample.MOST_POINTS
                + " points a panel, each class by its share; white circles are the class centers, the objective's own or the"
                + " means of the training points; dashed rays are the directions of the classifier's weights. Embeddings of"
                + " more than two dimensions are shown by their first two principal components."
                + (left > 0 ? " Not shown: " + left + " further objectives." : "");
    }
}
