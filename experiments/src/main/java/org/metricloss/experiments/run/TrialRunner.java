package org.metricloss.experiments.run;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.core.evaluation.EvaluationInput;
import org.metricloss.core.evaluation.Measures;
import org.metricloss.experiments.run.Stopwatch.Phase;
import org.metricloss.results.record.EpochRecord;
import org.metricloss.results.record.TrialCost;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.summary.NumberText;

/**
 * Runs one trial: trains, embeds the held-out data, evaluates, and records what came of it. A trial that has checkpoints goes
 * on from the last one.
 */
public final class TrialRunner {
    private static final System.Logger LOGGER = System.getLogger(TrialRunner.class.getName());

    private final Plan plan;
    private final RunFolder folder;
    private final Progress progress;
    private final Duration checkpointEvery;

    /**
     * @param plan what runs
     * @param folder where records, artifacts and checkpoints go
     * @param progress told of every step
     * @param checkpointEvery how much time may pass between two checkpoints; 0 for one after every step
     */
    public TrialRunner(Plan plan, RunFolder folder, Progress progress, Duration checkpointEvery) {
        this.plan = plan;
        this.folder = folder;
        this.progress = progress;
        this.checkpointEvery = checkpointEvery;
    }

    /**
     * Runs a trial to its end, however it ends, and writes its record: a trial that fails is a record too.
     *
     * @param id the trial
     * @param sideBySide whether other trials run beside it
     * @param measureMemory whether this process runs nothing else, so that its peak memory is recorded as the trial's
     * @return its record
     * @throws ResultsException where the folder cannot be written: no fault of the trial, which can be resumed
     */
    public TrialRecord run(String id, boolean sideBySide, boolean measureMemory) {
        Trial trial = plan.trial(id);
        Ledger ledger = new Ledger(sideBySide, measureMemory);
        CheckpointSaver saver = new CheckpointSaver(folder, id, checkpointEvery);
        TrialRecord record = run(trial, ledger, saver);
        folder.write(record);
        saver.delete();
        return record;
    }

    private TrialRecord run(Trial trial, Ledger ledger, CheckpointSaver saver) {
        try {
            Map<String, Double> measures = train(trial, ledger, saver);
            // Before the setup, whose hashes are no part of the trial's time.
            TrialCost cost = ledger.cost();
            EpochRecord last = ledger.epochs().get(ledger.epochs().size() - 1);
            if (last.isCollapsed()) {
                return TrialRecord.unfinished(
                        trial.id(),
                        plan.setup(trial),
                        TrialStatus.COLLAPSED,
                        "the embeddings fell into one point by the end of epoch %s, whose mean loss is %s"
                                .formatted(last.epoch(), NumberText.cost(last.loss())),
                        cost,
                        ledger.epochs(),
                        measures);
            }
            return TrialRecord.finished(trial.id(), plan.setup(trial), cost, ledger.epochs(), measures);
        } catch (DivergedException diverged) {
            return unfinished(trial, TrialStatus.DIVERGED, diverged, ledger);
        } catch (OutOfMemoryError memory) {
            return unfinished(trial, TrialStatus.OUT_OF_MEMORY, memory, ledger);
        } catch (ResultsException unwritable) {
            throw unwritable;
        } catch (RuntimeException failed) {
            return unfinished(trial, TrialStatus.FAILED, failed, ledger);
        }
    }

    /**
     * Takes a few steps of a trial's objective on its engine and keeps nothing, so that loading and just-in-time compilation
     * are in no trial's times. Where that fails the trial itself will fail the same way, and its record will say why.
     *
     * @param id the trial
     */
    public void warmUp(String id) {
        try {
            Probe.of(plan, plan.trial(id));
        } catch (RuntimeException | OutOfMemoryError failed) {
            LOGGER.log(System.Logger.Level.DEBUG, "warming up {0} failed: {1}", id, failed.getMessage());
        }
    }

    private TrialRecord unfinished(Trial trial, TrialStatus status, Throwable why, Ledger ledger) {
        TrialCost cost = ledger.cost();
        return TrialRecord.unfinished(
                trial.id(),
                plan.setup(trial),
                status,
                why instanceof DivergedException ? why.getMessage() : reason(why),
                cost,
                ledger.epochs(),
                Map.of());
    }

    /** What was thrown, its first line, and where: enough to find a bug by. */
    private static String reason(Throwable why) {
        String what = why.toString().lines().findFirst().orElse("");
        return why.getStackTrace().length == 0 ? what : what + " at " + why.getStackTrace()[0];
    }

    private Map<String, Double> train(Trial trial, Ledger ledger, CheckpointSaver saver) throws DivergedException {
        Dataset data = plan.data(trial.seed());
        SessionRequest request = plan.request(trial, data);
        try (TrainingSession session = trial.engine().open(request)) {
            TrainingLoop loop = new TrainingLoop(
                    session,
                    data.train(),
                    data.scaling(),
                    plan.sampler(),
                    trial.seed(),
                    plan.schedule(),
                    plan.epochs());
            ImageSet reference = Embedder.sample(data.train(), plan.trainSample(), trial.seed());
            CollapseCheck collapse = new CollapseCheck(trial.engine(), request.objective(), request.setting());
            Map<String, Double> measures = Map.of();
            KeptWeights kept = new KeptWeights(session, folder, trial.id(), plan.comparesEngines());
            saver.resume(session, ledger);
            boolean fromTheStart = ledger.epochsDone() == 0 && ledger.stepsOfEpoch() == 0;
            ledger.watch().start();
            if (fromTheStart) {
                FirstPass.of(session, request, data);
                ledger.watch().book(Phase.STEP);
            }
            while (ledger.epochsDone() < plan.epochs()) {
                int epoch = ledger.epochsDone();
                EpochTotals totals = ledger.begin();
                totals.judge(collapse);
                Progress watched = epoch == 0 && fromTheStart ? kept.watching(progress, ledger.watch()) : progress;
                loop.epoch(
                        epoch, ledger.stepsOfEpoch(), ledger.watch(), saver.watching(watched, session, ledger), totals);
                boolean last = epoch + 1 == plan.epochs();
                if (plan.keepsArtifacts(epoch + 1)) {
                    Snapshot snapshot =
                            Snapshot.of(session, data, reference, plan.network().embeddingDimension());
                    snapshot.write(folder, trial.id(), epoch + 1);
                    kept.epoch(epoch + 1);
                    snapshot.requireFinite(epoch + 1);
                    if (last) {
                        measures = measure(snapshot, data, trial.seed());
                    }
                }
                ledger.watch().book(Phase.EVALUATION);
                ledger.end();
            }
            return measures;
        }
    }

    private Map<String, Double> measure(Snapshot snapshot, Dataset data, long seed) {
        int dimension = plan.network().embeddingDimension();
        Embeddings test = Embeddings.of(snapshot.testEmbeddings(), dimension, snapshot.testLabels());
        // Classes that were never trained on have no center, neighbour or classifier among the training images.
        boolean unseen = data.isOpenSet();
        Optional<Embeddings> reference = unseen
                ? Optional.empty()
                : Optional.of(Embeddings.of(snapshot.trainEmbeddings(), dimension, snapshot.trainLabels()));
        EvaluationInput input = new EvaluationInput(
                test,
                reference,
                unseen ? Optional.empty() : snapshot.predictions(),
                data.testPairs(),
                plan.distance(),
                seed,
                plan.threads());
        return new LinkedHashMap<>(Evaluation.of(input, unseen ? Measures.openSet() : Measures.closedSet())
                .values());
    }
}
