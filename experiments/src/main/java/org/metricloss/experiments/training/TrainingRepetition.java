package org.metricloss.experiments.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.metricloss.experiments.file.Choices;
import org.metricloss.experiments.file.OneLine;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.Repetition;
import org.metricloss.experiments.work.RunDifferences;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.ranks.ObjectiveRanks;
import org.metricloss.results.training.ranks.RanksSection;
import org.metricloss.results.training.record.BudgetRecord;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.report.RunReport;
import org.metricloss.results.training.run.Reproduction;
import org.metricloss.results.training.summary.ConsoleSummary;
import org.metricloss.results.training.summary.RunSummary;

/** Compares and ranks training runs objective by objective, and reproduces trials value by value. */
final class TrainingRepetition implements Repetition {
    private record TrainingComparison(RunSummary summary) implements Comparison {
        @Override
        public List<String> notComparable() {
            return summary.recorded().notComparable();
        }

        @Override
        public String write(DerivedFiles files) {
            RunReport.of(summary).write(files);
            return ConsoleSummary.of(summary);
        }
    }

    @Override
    public Comparison compare(List<RunFolder> runs) {
        return new TrainingComparison(RunSummary.of(runs));
    }

    @Override
    public Derived rank(List<RunFolder> runs, String measure) {
        RanksSection ranks = new RanksSection(ObjectiveRanks.of(runs, measure));
        return files -> {
            new Report(List.of(ranks)).write(files);
            return ranks.console();
        };
    }

    @Override
    public boolean reproduce(
            RunFolder folder,
            List<String> ids,
            MemoryLimit limit,
            BiFunction<WorkPlan, RunFolder, TrialExecutor> executors,
            Consumer<String> out) {
        List<TrialRecord> recorded = recorded(folder, ids);
        TrainingWork work = new TrainingStudy().reopen(folder);
        for (String difference : RunDifferences.ofProgramDataAndMachine(folder.manifest(), work)) {
            out.accept("differs from the run: " + difference);
        }
        if (recorded.stream().anyMatch(TrainingRepetition::endsByTheClock)) {
            out.accept("the budget is a number of seconds, so training seldom ends at the same step");
        }
        work.requireFits(limit);
        List<TrialRecord> again = ScratchRun.of(work, folder, ids, scratch -> executors.apply(work, scratch));
        boolean same = true;
        for (int i = 0; i < recorded.size(); i++) {
            Reproduction reproduction = Reproduction.of(recorded.get(i), again.get(i));
            reproduction.lines().forEach(out);
            same &= reproduction.isSame();
        }
        return same;
    }

    private static boolean endsByTheClock(TrialRecord trial) {
        return trial.setup().budget().flatMap(BudgetRecord::seconds).isPresent();
    }

    private static List<TrialRecord> recorded(RunFolder folder, List<String> ids) {
        List<TrialRecord> recorded = new ArrayList<>();
        List<String> trials = folder.manifest().trials();
        for (String id : ids) {
            if (!trials.contains(id)) {
                List<String> ofObjective = trials.stream()
                        .filter(trial -> trial.startsWith(id + "."))
                        .toList();
                throw new ResultsException("no trial '%s' in %s; available: %s%s"
                        .formatted(
                                id,
                                folder.path(),
                                OneLine.list(ofObjective.isEmpty() ? trials : ofObjective),
                                Choices.didYouMean(id, trials)));
            }
            recorded.add(folder.record(TrialRecord.class, id)
                    .orElseThrow(() -> new ResultsException(
                            "trial %s of %s has no record: it has not ended yet".formatted(id, folder.path()))));
        }
        return recorded;
    }
}
