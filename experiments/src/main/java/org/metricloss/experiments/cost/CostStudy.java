package org.metricloss.experiments.cost;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.work.Exports;
import org.metricloss.experiments.work.Reported;
import org.metricloss.experiments.work.Study;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.experiments.work.WorkerSettings;
import org.metricloss.results.cost.CostConsole;
import org.metricloss.results.cost.CostReport;
import org.metricloss.results.cost.CostSummary;
import org.metricloss.results.cost.PointRecord;
import org.metricloss.results.store.RunFolder;

/** The study that times losses without training. Its records are {@link PointRecord}s. */
public final class CostStudy implements Study {
    /** The id of this study, as its experiment files name it. */
    public static final String ID = "cost";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Optional<Block<?>> settings() {
        return Optional.of(new CostSettings(Available.onClassPath()).block());
    }

    @Override
    public WorkPlan read(Path file, List<String> overrides) {
        return CostPlan.of(CostExperiment.read(file, overrides, Available.onClassPath()));
    }

    @Override
    public String experiment(Path file, List<String> overrides) {
        return CostExperiment.read(file, overrides, Available.onClassPath()).canonicalText();
    }

    @Override
    public WorkPlan reopen(RunFolder folder) {
        return CostPlan.of(CostExperiment.parse(
                folder.path().resolve("manifest.json").toString(),
                folder.manifest().experiment(),
                List.of(),
                Available.onClassPath()));
    }

    @Override
    public Optional<PointRecord> record(RunFolder folder, String id) {
        return folder.record(PointRecord.class, id);
    }

    /** Too little memory or time for a point counts as a result, not as a failure. */
    @Override
    public Reported report(RunFolder folder) {
        CostSummary summary = CostReport.write(folder);
        return new Reported(CostConsole.of(summary), !summary.failures().isEmpty());
    }

    @Override
    public Optional<String> refusal(WorkerSettings settings) {
        return settings.workers() == 1
                ? Optional.empty()
                : Optional.of(
                        "a cost study measures one point at a time in a separate process: --workers must be 1, got "
                                + settings.workers());
    }

    @Override
    public Optional<String> refusal(Exports exports) {
        if (exports.embeddings()) {
            return Optional.of("--export is for training: a cost study has no embeddings");
        }
        if (exports.latex()) {
            return Optional.of("--latex is for training: the tables of a cost study are CSV files");
        }
        return exports.tensorBoard()
                .map(folder -> "--tensorboard is for training: a cost study has no epochs and no embeddings");
    }

    @Override
    public String whyNoRepetition() {
        return "is a cost study: its figures are times and memory, which differ from run to run;"
                + " only training runs can be reproduced and compared";
    }
}
