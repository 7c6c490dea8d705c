package org.metricloss.experiments.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.experiments.training.Stopwatch.Phase;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.Artifacts;
import org.metricloss.results.training.artifact.SealedArtifact;
import org.metricloss.results.training.record.StopReason;

/**
 * Trains one trial epoch by epoch, from its start or its last checkpoint, and tests the final weights or the best ones.
 */
final class TrialTraining {
    private final Plan plan;
    private final RunFolder folder;
    private final Trial trial;
    private final Ledger ledger;
    private final EpochListener listener;
    private final TrainingSession session;
    private final Dataset data;
    /** Whether the trial uses the test part and writes artifacts: a tuning trial does neither. */
    private final boolean tests;

    private final PartEvaluation judged;
    private final Validator validator;
    private final CollapseCheck collapse;
    private final KeptWeights kept;
    private final KeptModel model;
    private final TestDetails details;
    private final TrainingLoop loop;
    private final StopRule rule;

    private TrialTraining(
            Plan plan,
            RunFolder folder,
            Trial trial,
            Ledger ledger,
            EpochListener listener,
            TrainingSession session,
            SessionRequest request,
            Dataset data) {
        this.plan = plan;
        this.folder = folder;
        this.trial = trial;
        this.ledger = ledger;
        this.listener = listener;
        this.session = session;
        this.data = data;
        this.tests = trial.step().isEmpty();
        SampleSet reference = Embedder.references(data, plan.trainSample(), trial.seed());
        PartEvaluation validation = PartEvaluation.ofValidation(plan, data, reference, trial);
        this.judged = trial.step()
                .map(step -> validation.taking(step.measure()))
                .orElseGet(() -> PartEvaluation.ofTest(plan, data, reference, trial));
        this.validator = new Validator(trial.experiment(), validation, session, ledger, tests);
        this.collapse = new CollapseCheck(trial.computing(), request.objective(), request.setting());
        this.kept = new KeptWeights(session, folder, trial.id(), tests && plan.comparesEngines());
        this.model = new KeptModel(plan, folder, trial, session, data);
        this.details = new TestDetails(
                folder,
                trial.id(),
                data.test(),
                data.queryGallery(),
                data.isOpenSet() && data.testPairs().isEmpty(),
                plan.distance(trial),
                plan.threads());
        this.loop = new TrainingLoop(
                session,
                BatchSource.of(plan, trial, data),
                trial.experiment().optimizer().schedule(),
                plan.amounts().steps(trial.experiment().budget(), data).orElse(Long.MAX_VALUE));
        this.rule = plan.stopRule(trial, data);
    }

    /**
     * The outcome of a training that ran to its end.
     *
     * @param stop why it ended
     * @param tested the validation point whose weights were tested; empty for the last weights
     * @param measures the measures of the test part, or of the fold for a tuning trial
     */
    record Outcome(StopReason stop, Optional<Integer> tested, Map<String, Double> measures) {}

    /**
     * {@return the outcome}
     *
     * @param plan the plan of the trial
     * @param folder the run folder for artifacts
     * @param trial the trial
     * @param ledger an empty ledger; it is filled during training, even if training fails
     * @param saver restores the trial's last checkpoint and takes new ones
     * @param stepDone receives the loss of every step
     * @param listener receives every epoch
     * @throws DivergedException if a loss or an embedding is NaN or infinite
     */
    static Outcome run(
            Plan plan,
            RunFolder folder,
            Trial trial,
            Ledger ledger,
            CheckpointSaver saver,
            DoubleConsumer stepDone,
            EpochListener listener)
            throws DivergedException {
        Dataset data = plan.data(trial);
        SessionRequest request = plan.request(trial, data);
        try (TrainingSession session = trial.computing().open(request)) {
            TrialTraining training = new TrialTraining(plan, folder, trial, ledger, listener, session, request, data);
            saver.resume(session, ledger);
            Artifacts.discardAfter(folder, trial.id(), ledger.epochsDone(), ledger.steps() > 0);
            long stepsBefore = ledger.steps();
            try {
                return training.toItsEnd(saver.watching(training.begin(request, stepDone), session, ledger));
            } finally {
                if (trial.experiment().device().isGpu()) {
                    ledger.copied(session.hostBytes(), ledger.steps() - stepsBefore);
                }
            }
        }
    }

    /**
     * Starts the clock, and makes the first pass unless training resumes from a checkpoint.
     *
     * @return the listener for every step's loss; it also stores the weights after the first step, unless training
     *     resumes from a checkpoint
     */
    private DoubleConsumer begin(SessionRequest request, DoubleConsumer stepDone) {
        ledger.watch().start();
        if (ledger.epochsDone() > 0 || ledger.stepsOfEpoch() > 0) {
            return stepDone;
        }
        if (tests) {
            AugmentedStrip.of(trial.id(), BatchSource.of(plan, trial, data))
                    .ifPresent(augmented -> SealedArtifact.AUGMENTED.write(folder, trial.id(), augmented));
        }
        FirstPass.of(session, request, data);
        ledger.watch().book(Phase.STEP);
        return kept.watching(stepDone, ledger.watch());
    }

    private Outcome toItsEnd(DoubleConsumer stepDone) throws DivergedException {
        while (true) {
            int epoch = ledger.epochsDone() + 1;
            train(epoch, stepDone);
            validate(epoch);
            Optional<StopReason> stop = stop();
            Optional<Snapshot> last = snapshot(epoch, stop.isPresent());
            if (stop.isPresent()) {
                return test(stop.get(), last);
            }
            endEpoch();
        }
    }

    private void train(int epoch, DoubleConsumer stepDone) throws DivergedException {
        EpochTotals totals = ledger.begin();
        totals.judge(collapse);
        loop.epoch(epoch - 1, ledger.stepsOfEpoch(), ledger.watch(), stepDone, totals, () -> {
            validator.afterStep(epoch);
            return stop().isEmpty();
        });
    }

    private void validate(int epoch) throws DivergedException {
        if (stop().isPresent()) {
            validator.measure(epoch);
        } else {
            validator.afterEpoch(epoch);
        }
    }

    private Optional<StopReason> stop() {
        return rule.reason(ledger.steps(), ledger.samples(), ledger.watch().seconds(), ledger.validation());
    }

    /** Keeps a snapshot with the epoch's weights if it is due, and returns it if it is to be tested. */
    private Optional<Snapshot> snapshot(int epoch, boolean last) throws DivergedException {
        boolean artifact = tests && (last || plan.keepsArtifacts(epoch));
        boolean tested = last && validator.tested().isEmpty();
        if (!artifact && !tested) {
            return Optional.empty();
        }
        Snapshot snapshot = judged.snapshot(session);
        if (tests) {
            snapshot.write(folder, trial.id(), epoch);
            kept.epoch(epoch);
        }
        snapshot.requireFinite(epoch);
        return tested ? Optional.of(snapshot) : Optional.empty();
    }

    private Outcome test(StopReason stop, Optional<Snapshot> last) {
        Optional<Integer> point = validator.tested();
        Optional<Weights> lastWeights = point.filter(any -> model.keepsLast()).map(any -> session.weights());
        Snapshot tested = point.isPresent() ? best() : last.orElseThrow();
        Evaluation evaluation = judged.evaluate(tested, session);
        endEpoch();
        if (tests) {
            details.write(tested, evaluation.byClass());
            if (!ledger.tested(point).isCollapsed()) {
                boolean classifies = tested.predictions().isPresent();
                lastWeights.ifPresentOrElse(
                        weights -> model.keepLast(weights, classifies, ledger.epochsDone()),
                        () -> model.keepTested(classifies, ledger.tested(point).epoch()));
            }
        }
        return new Outcome(stop, point, new LinkedHashMap<>(evaluation.values()));
    }

    /** {@return a snapshot with the weights that the validation part chose} */
    private Snapshot best() {
        session.restore(ledger.kept().orElseThrow());
        Snapshot best = judged.snapshot(session);
        if (tests) {
            best.writeBest(folder, trial.id());
        }
        return best;
    }

    private void endEpoch() {
        ledger.watch().book(Phase.EVALUATION);
        ledger.end();
        listener.epochEnded(trial.id(), ledger.epochs(), ledger.validation());
        // The listener's time is not counted.
        ledger.watch().start();
    }
}
