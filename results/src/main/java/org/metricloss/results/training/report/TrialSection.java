package org.metricloss.results.training.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.metricloss.results.record.Term;
import org.metricloss.results.report.ReportTable;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TrialSetup;
import org.metricloss.results.training.summary.RunSummary;

/** Every trial by itself, and where its row comes from. */
final class TrialSection implements ReportSection {
    @Override
    public void write(ReportInput input, ReportWriter out) {
        RunSummary run = input.summary();
        if (run.trials().isEmpty()) {
            return;
        }
        out.heading(2, "Trials");
        List<String> measures = run.measures();
        List<String> header = new ArrayList<>(List.of("trial", "objective", "engine", "status", "seed", "epochs"));
        header.addAll(List.of("wall s", "data s", "step s", "evaluation s", "samples", "peak MiB"));
        measures.forEach(id -> header.add(run.describedMeasures().title(id)));
        out.records(ReportTable.of(
                        "tables/trials.csv",
                        header,
                        run.trials().stream().map(trial -> row(trial, measures)).toList(),
                        header.size() - 4)
                .withDetails(run.trials().stream()
                        .map(trial -> provenance(trial, run.command(List.of(trial))))
                        .toList()));
    }

    private static List<String> row(TrialRecord trial, List<String> measures) {
        String mark = trial.cost().sideBySide() ? " (*)" : "";
        List<String> row = new ArrayList<>(List.of(
                trial.id(),
                trial.setup().objective(),
                trial.setup().engine(),
                trial.status().words(),
                Long.toString(trial.setup().seed()),
                Integer.toString(trial.epochs().size()),
                NumberText.cost(trial.cost().wallSeconds()) + mark,
                NumberText.cost(trial.cost().seconds().data()) + mark,
                NumberText.cost(trial.cost().seconds().step()) + mark,
                NumberText.cost(trial.cost().seconds().evaluation()) + mark,
                Long.toString(trial.cost().samplesSeen()),
                trial.cost()
                        .peakMemoryBytes()
                        .map(bytes -> Long.toString(bytes >> 20))
                        .orElse("-")));
        for (String measure : measures) {
            Double value = trial.measures().get(measure);
            row.add(value == null || !Double.isFinite(value) ? "-" : NumberText.measure(value));
        }
        return row;
    }

    /** Everything that was fixed before the trial's first step. */
    private static String provenance(TrialRecord trial, String command) {
        TrialSetup setup = trial.setup();
        List<String> lines = new ArrayList<>();
        trial.reason().ifPresent(reason -> lines.add("reason     " + reason));
        lines.add("terms      " + setup.terms().stream().map(TrialSection::term).collect(Collectors.joining(" + ")));
        lines.add(
                "data       " + setup.dataset().name() + ", " + setup.dataset().train() + " training, "
                        + setup.dataset().validation() + " validation, "
                        + setup.dataset().test() + " test images, "
                        + setup.dataset().classes() + " classes, pixels "
                        + setup.dataset().normalisation() + ", sha-256 "
                        + setup.dataset().sha256());
        lines.add(
                "network    " + setup.network().name() + ", " + setup.network().embedding() + " dimensions, "
                        + setup.network().parameters() + " parameters");
        lines.add("layers     " + setup.network().layers());
        lines.add("optimizer  " + setup.optimizer().type() + ", "
                + setup.optimizer().settings());
        lines.add("batch      " + setup.batch());
        lines.add("ran on     " + setup.engine() + ", " + setup.device() + ", " + setup.threads()
                + " threads, versions " + setup.versions());
        lines.add("record     trials/" + trial.id() + ".json");
        lines.add("again      " + command);
        return String.join("\n", lines);
    }

    private static String term(Term term) {
        return String.format(
                Locale.ROOT, "%s %s%s", NumberText.cost(term.weight()), term.loss(), term.hyperparameters());
    }
}
