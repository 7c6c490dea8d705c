package org.metricloss.experiments.training;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.experiments.training.Stopwatch.Phase;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.results.training.record.ValidationPoint;

/**
 * Measures a trial's validation part during training, and keeps the best weights if they are to be tested. Its time
 * counts as evaluation. It uses only the validation part.
 */
final class Validator {
    private final Experiment experiment;
    private final PartEvaluation evaluation;
    private final TrainingSession session;
    private final Ledger ledger;
    private final boolean on;

    /**
     * @param experiment determines when to measure, and which weights are to be tested
     * @param evaluation the evaluation of the validation part
     * @param session the trained session
     * @param ledger receives the measures
     * @param always whether to measure even if nothing depends on the measures
     */
    Validator(
            Experiment experiment, PartEvaluation evaluation, TrainingSession session, Ledger ledger, boolean always) {
        this.experiment = experiment;
        this.evaluation = evaluation;
        this.session = session;
        this.ledger = ledger;
        this.on = experiment.evaluation().validation().isOn()
                && !evaluation.isEmpty()
                && (always || !deciding(experiment).isEmpty());
    }

    /** {@return the measures that decide when training ends or which weights are tested} */
    static Set<String> deciding(Experiment experiment) {
        Set<String> measures = new TreeSet<>();
        experiment.budget().target().ifPresent(target -> measures.add(target.measure()));
        experiment.earlyStopping().ifPresent(stopping -> measures.add(stopping.measure()));
        experiment.select().best().ifPresent(measures::add);
        return measures;
    }

    /** Measures if validation by step is due. */
    void afterStep(int epoch) throws DivergedException {
        int every = experiment.evaluation().validation().everySteps();
        if (every > 0 && ledger.steps() % every == 0) {
            measure(epoch);
        }
    }

    /** Measures if validation by epoch is due. */
    void afterEpoch(int epoch) throws DivergedException {
        int every = experiment.evaluation().validation().every();
        if (every > 0 && epoch % every == 0) {
            measure(epoch);
        }
    }

    /**
     * Measures now, unless it has measured after the same step.
     *
     * @param epoch the epoch of the last step, counted from 1
     */
    void measure(int epoch) throws DivergedException {
        long steps = ledger.steps();
        boolean known = ledger.validation().stream().anyMatch(point -> point.step() == steps);
        if (!on || known || steps == 0) {
            return;
        }
        // The time between the last step and this point belongs to training, as it does without a measurement.
        ledger.watch().book(Phase.DATA);
        double seconds = ledger.watch().seconds().training();
        Map<String, Double> measures = evaluation.measure(session, epoch);
        ledger.validated(new ValidationPoint(epoch, steps, ledger.samples(), seconds, measures));
        if (tested().filter(number -> number == ledger.validation().size()).isPresent()) {
            ledger.keep(session.weights());
        }
        ledger.watch().book(Phase.EVALUATION);
    }

    /** {@return the point, counted from 1, whose weights are to be tested; empty for the last weights} */
    Optional<Integer> tested() {
        return experiment.select().best().flatMap(measure -> Better.by(measure).best(ledger.validation()));
    }
}
