package org.metricloss.experiments.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.metricloss.datasets.DatasetException;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.training.setting.ExperimentFile;
import org.metricloss.experiments.training.setting.ExperimentSettings;
import org.metricloss.experiments.work.Exports;
import org.metricloss.experiments.work.Repetition;
import org.metricloss.experiments.work.Reported;
import org.metricloss.experiments.work.Study;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.report.RunReport;
import org.metricloss.results.training.run.RecordedRuns;
import org.metricloss.results.training.summary.ConsoleSummary;
import org.metricloss.results.training.summary.RunSummary;

/** The study that trains networks with different objectives and compares them. Its records are {@link TrialRecord}s. */
public final class TrainingStudy implements Study {
    /** The id of this study, which experiment files need not name. */
    public static final String ID = "training";

    @Override
    public String id() {
        return ID;
    }

    /** A setting that does not fit the data is refused at its place in the file, like any other error in the file. */
    @Override
    public Optional<Block<?>> settings() {
        return Optional.of(new ExperimentSettings(Available.onClassPath()).block());
    }

    @Override
    public TrainingWork read(Path file, List<String> overrides) {
        ExperimentFile read = ExperimentFile.read(file, overrides, Available.onClassPath());
        try {
            Plan plan = Plan.of(read.experiment(), Datasets.ofEnvironment());
            Fit.requireClassifiers(plan);
            return new TrainingWork(plan);
        } catch (MisfitException misfit) {
            throw read.refused(misfit.setting(), misfit.getMessage(), misfit);
        } catch (DatasetException unusable) {
            throw read.refused("dataset", unusable.getMessage(), unusable);
        }
    }

    @Override
    public String experiment(Path file, List<String> overrides) {
        return Experiment.read(file, overrides, Available.onClassPath()).canonicalText();
    }

    @Override
    public TrainingWork reopen(RunFolder folder) {
        return new TrainingWork(plan(folder));
    }

    static Plan plan(RunFolder folder) {
        try {
            return Plan.withoutEngines(recorded(folder), Datasets.ofEnvironment());
        } catch (MisfitException misfit) {
            throw new ResultsException(
                    "this version refuses the experiment of %s with the data that is there now: %s: %s"
                            .formatted(folder.path(), misfit.setting(), misfit.getMessage()),
                    misfit);
        }
    }

    static Experiment recorded(RunFolder folder) {
        return Experiment.parse(
                folder.path().resolve("manifest.json").toString(),
                folder.manifest().experiment(),
                List.of(),
                Available.onClassPath());
    }

    @Override
    public Optional<TrialRecord> record(RunFolder folder, String id) {
        return folder.record(TrialRecord.class, id);
    }

    @Override
    public Reported report(RunFolder folder) {
        RunSummary summary = RunReport.write(folder);
        return new Reported(
                ConsoleSummary.of(summary), !summary.recorded().failures().isEmpty());
    }

    @Override
    public Optional<String> headline(RunFolder folder, List<ItemRecord> ended) {
        List<TrialRecord> trials = ended.stream().map(TrialRecord.class::cast).toList();
        return RecordedRuns.of(folder.manifest(), trials).headline();
    }

    @Override
    public Optional<String> refusal(Exports exports) {
        return Optional.empty();
    }

    @Override
    public List<String> export(RunFolder folder, Exports exports) {
        return TrainingExport.ofRecords(folder, exports);
    }

    @Override
    public Optional<Repetition> repetition() {
        return Optional.of(new TrainingRepetition());
    }
}
