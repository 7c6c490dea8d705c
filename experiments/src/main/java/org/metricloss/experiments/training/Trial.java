package org.metricloss.experiments.training;

import java.util.List;
import java.util.Optional;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.loss.Objective;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.training.setting.ObjectiveSetting;
import org.metricloss.results.record.Term;
import org.metricloss.results.training.record.TunedSetting;
import org.metricloss.results.training.record.TuningStep;

/**
 * One training run of the plan.
 *
 * @param id its name in records and files
 * @param experiment the plan's experiment with the setting that tuning chose
 * @param objective the minimised objective
 * @param terms the objective's losses with their resolved hyperparameters, as they are recorded
 * @param engine the engine that computes, see {@link #computing}
 * @param seed the source of every random draw
 * @param tuned the setting that tuning chose; empty without tuning
 */
record Trial(
        String id,
        Experiment experiment,
        Objective objective,
        List<Term> terms,
        Engine engine,
        long seed,
        Optional<TunedSetting> tuned) {
    Trial {
        terms = List.copyOf(terms);
    }

    static Trial of(
            String id,
            Experiment experiment,
            String objective,
            Engine engine,
            long seed,
            Optional<TunedSetting> tuned) {
        ObjectiveSetting setting = experiment.objectives().stream()
                .filter(each -> each.name().equals(objective))
                .findFirst()
                .orElseThrow();
        List<Term> terms = setting.terms().stream()
                .map(term -> new Term(term.loss(), term.term().weight(), term.recorded()))
                .toList();
        return new Trial(id, experiment, setting.objective(), terms, engine, seed, tuned);
    }

    /**
     * {@return the engine on the experiment's device; it is loaded if the device is a GPU}
     *
     * @throws org.metricloss.core.engine.EngineException if the engine cannot compute on the device
     */
    Engine computing() {
        return engine.on(experiment.device());
    }

    /** {@return the tuning step of this trial; empty for a tested trial} */
    Optional<TuningStep> step() {
        return tuned.flatMap(TunedSetting::step);
    }
}
