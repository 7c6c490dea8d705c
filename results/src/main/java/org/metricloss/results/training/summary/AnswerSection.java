package org.metricloss.results.training.summary;

import java.util.List;
import java.util.stream.Collectors;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.training.run.RecordedRuns;
import org.metricloss.results.training.run.TrialCounts;

/**
 * The title, the question, the answer, and the share of the plan that the answer is based on.
 *
 * @param summary the results
 */
public record AnswerSection(RunSummary summary) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        RecordedRuns run = summary.recorded();
        out.heading(1, run.title());
        out.heading(2, "Question");
        out.paragraph("Which of these objectives should one train with" + datasets(run)
                + ", what does it cost, and how sure are we? The baseline is " + run.baseline() + ".");
        out.heading(2, "Answer");
        if (!run.notComparable().isEmpty()) {
            out.paragraph("These runs are not comparable, and were compared because that was asked for. What differs:");
            out.list(run.notComparable());
        }
        out.answer(Answer.of(summary));
        out.paragraph(TrialCounts.of(run).words());
    }

    private static String datasets(RecordedRuns run) {
        List<String> names = run.trials().stream()
                .map(trial -> trial.setup().dataset().name())
                .distinct()
                .toList();
        return names.isEmpty() ? "" : names.stream().collect(Collectors.joining(", ", " on ", ""));
    }
}
