package org.metricloss.experiments.run;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.experiments.gallery.Gallery;
import org.metricloss.experiments.run.Stopwatch.Phase;
import org.metricloss.results.record.EpochRecord;
import org.metricloss.results.record.StopReason;
import org.metricloss.results.record.TrainingRecord;
import org.metricloss.results.record.TrialCost;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.record.ValidationPoint;
import org.metricloss.results.store.Galleries;
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
        Trial trial = plan.trial(id, folder);
        Ledger ledger = new Ledger(sideBySide, measureMemory);
        CheckpointSaver saver = new CheckpointSaver(folder, id, checkpointEvery);
        TrialRecord record = run(trial, ledger, saver);
        folder.write(record);
        saver.delete();
        return record;
    }

    private TrialRecord run(Trial trial, Ledger ledger, CheckpointSaver saver) {
        try {
            Trained trained = train(trial, ledger, saver);
            // Before the setup, whose hashes are no part of the trial's time.
            TrialCost cost = ledger.cost();
            TrainingRecord training = training(ledger, Optional.of(trained.stop()), trained.tested());
            int testedEpoch = training.testedPoint().map(ValidationPoint::epoch).orElse(ledger.epochsDone());
            EpochRecord tested = ledger.epochs().get(testedEpoch - 1);
            if (tested.isCollapsed()) {
                return TrialRecord.unfinished(
                        trial.id(),
                        plan.setup(trial),
                        TrialStatus.COLLAPSED,
                        "the embeddings fell into one point by the end of epoch %s, whose mean loss is %s"
                                .formatted(tested.epoch(), NumberText.cost(tested.loss())),
                        cost,
                        ledger.epochs(),
                        training,
                        trained.measures());
            }
            return TrialRecord.finished(
                    trial.id(), plan.setup(trial), cost, ledger.epochs(), training, trained.measures());
        } catch (DivergedException diverged) {
            return unfinished(trial, TrialStatus.DIVERGED, diverged.getMessage(), ledger);
        } catch (MisfitException misfit) {
            return unfinished(trial, TrialStatus.FAILED, misfit.getMessage(), ledger);
        } catch (OutOfMemoryError memory) {
            return unfinished(trial, TrialStatus.OUT_OF_MEMORY, reason(memory), ledger);
        } catch (ResultsException unwritable) {
            throw unwritable;
        } catch (RuntimeException failed) {
            return unfinished(trial, TrialStatus.FAILED, reason(failed), ledger);
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
            Probe.of(plan, plan.trial(id, folder));
        } catch (RuntimeException | OutOfMemoryError failed) {
            LOGGER.log(System.Logger.Level.DEBUG, "warming up {0} failed: {1}", id, failed.getMessage());
        }
    }

    private TrialRecord unfinished(Trial trial, TrialStatus status, String why, Ledger ledger) {
        TrialCost cost = ledger.cost();
        return TrialRecord.unfinished(
                trial.id(),
                plan.setup(trial),
                status,
                why,
                cost,
                ledger.epochs(),
                training(ledger, Optional.empty(), Optional.empty()),
                Map.of());
    }

    private static TrainingRecord training(Ledger ledger, Optional<StopReason> stop, Optional<Integer> tested) {
        return new TrainingRecord(stop, ledger.validation(), tested);
    }

    /** What was thrown, its first line, and where: enough to find a bug by. */
    private static String reason(Throwable why) {
        String what = why.toString().lines().findFirst().orElse("");
        return why.getStackTrace().length == 0 ? what : what + " at " + why.getStackTrace()[0];
    }

    /**
     * What came of a training that ran to its end.
     *
     * @param stop why it ended
     * @param tested which validation point has the weights that were tested; empty for the last weights
     * @param measures of the test part, or of the fold that a trial is judged on that tunes
     */
    private record Trained(StopReason stop, Optional<Integer> tested, Map<String, Double> measures) {}

    private Trained train(Trial trial, Ledger ledger, CheckpointSaver saver) throws DivergedException {
        Dataset data = plan.data(trial);
        boolean tests = trial.step().isEmpty();
        SessionRequest request = plan.request(trial, data);
        try (TrainingSession session = trial.engine().open(request)) {
            ImageSet reference = Embedder.sample(data.train(), plan.trainSample(), trial.seed());
            PartEvaluation validation = PartEvaluation.ofValidation(plan, data, reference, trial.seed());
            PartEvaluation judged = trial.step()
                    .map(step -> validation.taking(step.measure()))
                    .orElseGet(() -> PartEvaluation.ofTest(plan, data, reference, trial.seed()));
            Validator validator = new Validator(trial.experiment(), validation, session, ledger, tests);
            validator.requireClassifier(trial.objective().name(), plan.network().embeddingDimension());
            CollapseCheck collapse = new CollapseCheck(trial.engine(), request.objective(), request.setting());
            KeptWeights kept = new KeptWeights(session, folder, trial.id(), tests && plan.comparesEngines());
            TrainingLoop loop = loop(trial, session, data);
            StopRule rule = plan.stopRule(trial, data);
            saver.resume(session, ledger);
            boolean fromTheStart = ledger.epochsDone() == 0 && ledger.stepsOfEpoch() == 0;
            ledger.watch().start();
            if (fromTheStart) {
                FirstPass.of(session, request, data);
                ledger.watch().book(Phase.STEP);
            }
            while (true) {
                int epoch = ledger.epochsDone() + 1;
                EpochTotals totals = ledger.begin();
                totals.judge(collapse);
                Progress watched = epoch == 1 && fromTheStart ? kept.watching(progress, ledger.watch()) : progress;
                loop.epoch(
                        epoch - 1,
                        ledger.stepsOfEpoch(),
                        ledger.watch(),
                        saver.watching(watched, session, ledger),
                        totals,
                        () -> {
                            validator.afterStep(epoch);
                            return reason(rule, ledger).isEmpty();
                        });
                if (reason(rule, ledger).isPresent()) {
                    validator.measure(epoch);
                } else {
                    validator.afterEpoch(epoch);
                }
                Optional<StopReason> stop = reason(rule, ledger);
                Optional<Integer> tested = validator.tested();
                boolean last = stop.isPresent();
                Optional<Snapshot> snapshot = Optional.empty();
                if (tests && plan.keepsArtifacts(epoch) || last && tested.isEmpty()) {
                    snapshot = Optional.of(judged.snapshot(session));
                    if (tests) {
                        snapshot.get().write(folder, trial.id(), epoch);
                        kept.epoch(epoch);
                    }
                    snapshot.get().requireFinite(epoch);
                }
                if (last) {
                    if (tested.isPresent()) {
                        session.restore(ledger.kept().orElseThrow());
                        snapshot = Optional.of(judged.snapshot(session));
                        if (tests) {
                            snapshot.get().writeBest(folder, trial.id());
                        }
                    }
                    Map<String, Double> measures = judged.measure(snapshot.orElseThrow());
                    ledger.watch().book(Phase.EVALUATION);
                    ledger.end();
                    if (tests) {
                        gallery(trial, data, snapshot.orElseThrow());
                    }
                    return new Trained(stop.get(), tested, measures);
                }
                ledger.watch().book(Phase.EVALUATION);
                ledger.end();
            }
        }
    }

    private void gallery(Trial trial, Dataset data, Snapshot tested) {
        Gallery.of(
                        trial.id(),
                        data.test(),
                        tested.testEmbeddings(),
                        plan.network().embeddingDimension(),
                        plan.distance())
                .ifPresent(gallery -> Galleries.write(folder, gallery));
    }

    private TrainingLoop loop(Trial trial, TrainingSession session, Dataset data) {
        return new TrainingLoop(
                session,
                data.train(),
                data.scaling(),
                plan.sampler(),
                trial.seed(),
                trial.experiment().optimizer().schedule(),
                plan.steps(trial.experiment().budget(), data).orElse(Long.MAX_VALUE));
    }

    private static Optional<StopReason> reason(StopRule rule, Ledger ledger) {
        return rule.reason(ledger.steps(), ledger.samples(), ledger.watch().seconds(), ledger.validation());
    }
}
