package org.metricloss.experiments.run;

import java.util.List;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.loss.Objective;
import org.metricloss.results.record.Term;

/**
 * One training run of the plan.
 *
 * @param id its name in records and files
 * @param objective what is minimised
 * @param terms the objective's losses with their resolved hyperparameters, as they are recorded
 * @param engine what computes
 * @param seed where every random draw comes from
 */
record Trial(String id, Objective objective, List<Term> terms, Engine engine, long seed) {
    Trial {
        terms = List.copyOf(terms);
    }
}
