package org.metricloss.results.training.summary;

import java.util.List;
import java.util.function.Function;
import org.metricloss.results.report.ManifestFacts;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RecordedRuns;
import org.metricloss.results.training.run.TrialCounts;

/**
 * The title with the question, the answer as a sentence and a ranked picture, and the share of the plan that the answer is
 * based on.
 *
 * @param summary the results
 */
public record AnswerSection(RunSummary summary) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        RecordedRuns run = summary.recorded();
        out.heading(1, run.title());
        out.subtitle("Which of these objectives should one train with" + distinct(" on ", datasets(run))
                + distinct(" with ", engines(run)) + ", what does it cost, and how sure are we? The baseline is "
                + run.baseline() + ".");
        out.heading(2, "Answer");
        if (!run.notComparable().isEmpty()) {
            out.paragraph("These runs are not comparable. They were compared because --force was given. Differences:");
            out.list(run.notComparable());
        }
        ManifestFacts.writeCautions(
                lines(run, recorded -> recorded.manifest().warnings().orElse(List.of())),
                lines(run, recorded -> recorded.folder().map(RunFolder::changes).orElse(List.of())),
                out);
        out.answer(Answer.of(summary));
        Answer.equivalence(summary).forEach(out::paragraph);
        AnswerRanking.of(summary).ifPresent(out::ranking);
        out.paragraph(TrialCounts.of(run).words()
                + ObjectiveSummary.timeNote(run.objectives())
                        .map(note -> " " + note)
                        .orElse("")
                + AnswerRanking.undrawn(run));
        if (run.runs().size() > 1) {
            out.table(RunTable.of(run.runs()));
        }
    }

    private static List<String> lines(RecordedRuns run, Function<RecordedRun, List<String>> ofOne) {
        return run.runs().stream()
                .flatMap(each -> ofOne.apply(each).stream()
                        .map(line -> run.runs().size() == 1 ? line : each.label() + ": " + line))
                .toList();
    }

    private static String distinct(String before, List<String> names) {
        return names.isEmpty() ? "" : before + NumberText.list(names);
    }

    private static List<String> datasets(RecordedRuns run) {
        return run.trials().stream()
                .map(trial -> trial.setup().dataset().name())
                .distinct()
                .toList();
    }

    private static List<String> engines(RecordedRuns run) {
        return run.objectives().stream()
                .map(ObjectiveSummary::engine)
                .distinct()
                .toList();
    }
}
