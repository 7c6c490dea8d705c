package org.metricloss.experiments.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.experiments.run.Stopwatch.Phase;
import org.metricloss.results.record.EpochRecord;
import org.metricloss.results.record.TrialCost;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.summary.NumberText;

/** Runs one trial: trains, embeds the held-out data, evaluates, and says what came of it. */
final class TrialRunner {
    private final Plan plan;
    private final RunFolder folder;
    private final Progress progress;

    TrialRunner(Plan plan, RunFolder folder, Progress progress) {
        this.plan = plan;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Runs a trial to its end, however it ends: a trial that fails is a record too.
     *
     * @param trial the trial
     * @return its record, not yet written
     */
    TrialRecord run(Trial trial) {
        Ledger ledger = new Ledger();
        long start = System.nanoTime();
        try {
            Map<String, Double> measures = train(trial, ledger);
            EpochRecord last = ledger.epochs.get(ledger.epochs.size() - 1);
            if (last.isCollapsed()) {
                return TrialRecord.unfinished(
                        trial.id(),
                        plan.setup(trial),
                        TrialStatus.COLLAPSED,
                        "the embeddings fell into one point by the end of epoch %s, whose mean loss is %s"
                                .formatted(last.epoch(), NumberText.cost(last.loss())),
                        ledger.cost(start),
                        ledger.epochs,
                        measures);
            }
            return TrialRecord.finished(trial.id(), plan.setup(trial), ledger.cost(start), ledger.epochs, measures);
        } catch (DivergedException diverged) {
            return unfinished(trial, TrialStatus.DIVERGED, diverged, ledger, start);
        } catch (OutOfMemoryError memory) {
            return unfinished(trial, TrialStatus.OUT_OF_MEMORY, memory, ledger, start);
        } catch (RuntimeException failed) {
            return unfinished(trial, TrialStatus.FAILED, failed, ledger, start);
        }
    }

    /** What a trial has done so far: kept apart, so that a trial that breaks off still tells it. */
    private static final class Ledger {
        private final List<EpochRecord> epochs = new ArrayList<>();
        private final List<EpochTotals> totals = new ArrayList<>();
        private final Stopwatch watch = new Stopwatch();

        TrialCost cost(long startNanos) {
            return new TrialCost(
                    totals.stream().mapToLong(EpochTotals::steps).sum(),
                    totals.stream().mapToLong(EpochTotals::samples).sum(),
                    total(Diagnostic.TUPLES_CONSIDERED),
                    total(Diagnostic.TUPLES_ACTIVE),
                    watch.seconds(),
                    (System.nanoTime() - startNanos) * 1e-9);
        }

        private long total(String diagnostic) {
            return totals.stream().mapToLong(epoch -> epoch.total(diagnostic)).sum();
        }
    }

    private TrialRecord unfinished(Trial trial, TrialStatus status, Throwable why, Ledger ledger, long startNanos) {
        return TrialRecord.unfinished(
                trial.id(),
                plan.setup(trial),
                status,
                why instanceof DivergedException ? why.getMessage() : reason(why),
                ledger.cost(startNanos),
                ledger.epochs,
                Map.of());
    }

    /** What was thrown, its first line, and where: enough to find a bug by. */
    private static String reason(Throwable why) {
        String what = why.toString().lines().findFirst().orElse("");
        return why.getStackTrace().length == 0 ? what : what + " at " + why.getStackTrace()[0];
    }

    private Map<String, Double> train(Trial trial, Ledger ledger) throws DivergedException {
        Dataset data = plan.data(trial.seed());
        SessionRequest request = plan.request(trial, data);
        try (TrainingSession session = trial.engine().open(request)) {
            ledger.watch.start();
            FirstPass.of(session, request, data);
            ledger.watch.book(Phase.STEP);
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
            ledger.watch.start();
            for (int epoch = 0; epoch < plan.epochs(); epoch++) {
                EpochTotals totals = new EpochTotals();
                ledger.totals.add(totals);
                Stopwatch before = ledger.watch.copy();
                loop.epoch(epoch, ledger.watch, epoch == 0 ? kept.watching(progress, ledger.watch) : progress, totals);
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
                ledger.watch.book(Phase.EVALUATION);
                ledger.epochs.add(new EpochRecord(
                        epoch + 1,
                        totals.loss(),
                        totals.termLosses(),
                        diagnostics(totals, collapse),
                        ledger.watch.secondsSince(before),
                        totals.samples()));
            }
            return measures;
        }
    }

    private static Map<String, Double> diagnostics(EpochTotals totals, CollapseCheck collapse) {
        Map<String, Double> diagnostics = new LinkedHashMap<>(totals.diagnostics());
        totals.lastFull()
                .ifPresent(step ->
                        diagnostics.put(EpochRecord.EMBEDDINGS_COLLAPSED, collapse.hasCollapsed(step) ? 1.0 : 0.0));
        return diagnostics;
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
