package org.metricloss.results.training.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.results.record.Require;
import org.metricloss.results.record.Term;

/**
 * What a trial was: everything that was fixed before its first step.
 *
 * @param objective the objective's name. Trials with the same objective and engine are repeats of one thing and differ in
 *     the seed alone, so a point of a grid must be part of the name
 * @param terms the objective's terms, at least one
 * @param engine the engine's id, such as {@code djl}
 * @param device where it computed, such as {@code cpu}
 * @param threads how many threads it computed with, at least 1 (they change the last bits)
 * @param seed the seed of every random draw
 * @param dataset the data
 * @param network the network
 * @param optimizer the optimizer
 * @param batch how batches were drawn, every setting as it was resolved
 * @param versions of metricloss, java, the engine and its native library
 * @param tuned the setting that tuning gave the trial, if it has one; terms and optimizer hold its values, too
 * @param draws what the seed decided; empty in records of older versions
 * @param budget how long it was to train; empty in records of older versions
 * @param states the state that its losses keep, in the order of the artifacts; empty in records of older versions
 */
public record TrialSetup(
        String objective,
        List<Term> terms,
        String engine,
        String device,
        int threads,
        long seed,
        DatasetRecord dataset,
        NetworkRecord network,
        OptimizerRecord optimizer,
        Map<String, String> batch,
        Map<String, String> versions,
        Optional<TunedSetting> tuned,
        Optional<SeedDraws> draws,
        Optional<BudgetRecord> budget,
        Optional<List<StateRecord>> states) {
    /** @throws IllegalArgumentException if a component is missing or not as described */
    public TrialSetup {
        Require.text("objective", objective);
        terms = Require.list("terms", terms);
        Require.atLeast(1, "number of terms", terms.size());
        Require.text("engine", engine);
        Require.text("device", device);
        Require.atLeast(1, "threads", threads);
        Require.present("dataset", dataset);
        Require.present("network", network);
        Require.present("optimizer", optimizer);
        batch = Require.map("batch", batch);
        versions = Require.map("versions", versions);
        Require.present("tuned", tuned);
        Require.present("draws", draws);
        Require.present("budget", budget);
        states = Require.present("states", states).map(each -> Require.list("states", each));
    }

    /** {@return which step of tuning the trial is, if it is one: it saw nothing of the test part} */
    public Optional<TuningStep> tuningStep() {
        return tuned.flatMap(TunedSetting::step);
    }

    /**
     * Whether two trials are repeats of one thing: the same terms, engine, data, network, optimizer, batches and, if both are
     * on record, budget. The seed may differ, and what it decides; so may device, threads and versions, which change cost and
     * last bits and are on record.
     *
     * @param other another trial's setup
     * @return whether their measures may be averaged
     */
    public boolean isRepeatOf(TrialSetup other) {
        return objective.equals(other.objective)
                && terms.equals(other.terms)
                && engine.equals(other.engine)
                && dataset.isRepeatOf(other.dataset)
                && network.equals(other.network)
                && optimizer.equals(other.optimizer)
                && batch.equals(other.batch)
                && (budget.isEmpty() || other.budget.isEmpty() || budget.equals(other.budget));
    }

    /**
     * {@return whether an array of the trial's artifacts is a state of its losses with a role}
     *
     * @param array the array's name
     * @param role one of {@link StateRecord}'s
     */
    public boolean hasRole(String array, String role) {
        return states.map(all -> all.contains(new StateRecord(array, role)))
                .orElseGet(() -> OlderStates.hasRole(array, role));
    }

    /**
     * {@return whether a loss keeps a center for each class}
     *
     * @param loss the loss of one of the terms
     */
    public boolean keepsCenters(String loss) {
        return states.map(all -> all.stream()
                        .anyMatch(state -> state.role().equals(StateRecord.CENTERS)
                                && state.array().startsWith("loss_" + loss + "_")))
                .orElseGet(() -> OlderStates.keepsCenters(loss));
    }
}
