package org.metricloss.results.training.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.results.record.Require;
import org.metricloss.results.record.Term;

/**
 * The setup of a trial: everything that was fixed before its first step.
 *
 * @param objective the objective's name. Trials with the same objective and engine are repeats and differ only in the
 *     seed, so the name must include the point of a grid
 * @param terms the objective's terms, at least one
 * @param engine the engine's id, such as {@code djl}
 * @param device the device that it ran on, such as {@code cpu}
 * @param threads how many threads it computed with, at least 1 (the number affects the last bits of results)
 * @param seed the seed of every random draw
 * @param dataset the data
 * @param network the network
 * @param optimizer the optimizer
 * @param batch how batches were drawn, all resolved settings
 * @param versions of metricloss, java, the engine and its native library
 * @param tuned the setting that tuning gave the trial, if it has one; terms and optimizer hold its values, too
 * @param draws the hashes of the seed's choices; empty in records of older versions
 * @param budget its training budget; empty in records of older versions
 * @param states the state that its losses keep, in the order of the artifacts; empty in records of older versions
 * @param distance the distance in which its embeddings are judged, {@code euclidean} or {@code cosine}; empty in records
 *     of older versions, whose experiment names it
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
        Optional<List<StateRecord>> states,
        Optional<String> distance) {
    private static final String SMALL_CLASSES = "smallClasses";
    private static final List<String> DISTANCES = List.of("euclidean", "cosine");

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
        Require.present("distance", distance).ifPresent(name -> {
            if (!DISTANCES.contains(name)) {
                throw new IllegalArgumentException("distance must be one of " + DISTANCES + ", got '" + name + "'");
            }
        });
        states = Require.present("states", states).map(each -> Require.list("states", each));
    }

    /** {@return the trial's step of tuning, if it is one; such a trial does not use the test part} */
    public Optional<TuningStep> tuningStep() {
        return tuned.flatMap(TunedSetting::step);
    }

    /**
     * Tells whether two trials are repeats: they have the same terms, engine, data, network, optimizer, batches and, if
     * both record them, settings of the network, budget and distance. The seed and its choices may differ. Device, threads and versions may
     * differ, too; they affect cost and last bits and are recorded.
     *
     * @param other another trial's setup
     * @return whether their measures may be averaged
     */
    public boolean isRepeatOf(TrialSetup other) {
        return objective.equals(other.objective)
                && terms.equals(other.terms)
                && engine.equals(other.engine)
                && dataset.isRepeatOf(other.dataset)
                && network.isRepeatOf(other.network)
                && optimizer.equals(other.optimizer)
                && withoutSmallClasses(batch, other.batch).equals(withoutSmallClasses(other.batch, batch))
                && (distance.isEmpty() || other.distance.isEmpty() || distance.equals(other.distance))
                && (budget.isEmpty() || other.budget.isEmpty() || budget.equals(other.budget));
    }

    /** Only trials whose training part has small classes record what is done with them; the division of a seed decides which. */
    private static Map<String, String> withoutSmallClasses(Map<String, String> batch, Map<String, String> other) {
        Map<String, String> common = new LinkedHashMap<>(batch);
        if (!other.containsKey(SMALL_CLASSES)) {
            common.remove(SMALL_CLASSES);
        }
        return common;
    }

    /** {@return what is done with small classes; empty if the trial has none} */
    public Optional<String> smallClasses() {
        return Optional.ofNullable(batch.get(SMALL_CLASSES));
    }

    /** {@return the batches without what is done with small classes, which only trials with small classes record} */
    public Map<String, String> batchOfEverySeed() {
        Map<String, String> common = new LinkedHashMap<>(batch);
        common.remove(SMALL_CLASSES);
        return common;
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

    /** {@return whether a loss keeps proxies; false in records of older versions} */
    public boolean keepsProxies() {
        return states.stream()
                .flatMap(List::stream)
                .anyMatch(state -> state.role().equals(StateRecord.PROXIES));
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
