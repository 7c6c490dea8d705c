package org.metricloss.experiments.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.experiments.training.setting.BatchSetting;
import org.metricloss.experiments.training.setting.ObjectiveSetting;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.MemoryLimitException;

/**
 * The tuples and bytes of a plan's objectives, predicted from the first batch of the first seed before anything of that size
 * is allocated, and whether they are within a limit.
 */
final class MemoryForecast {
    private final Plan plan;
    private final MemoryLimit limit;
    private final Map<Objective, MemoryNeed> needs = new LinkedHashMap<>();

    private MemoryForecast(Plan plan, MemoryLimit limit) {
        this.plan = plan;
        this.limit = limit;
        BatchProfile batch = profile(plan.experiment().batch());
        for (ObjectiveSetting setting : plan.experiment().objectives()) {
            // The prediction uses the form that needs most, among all settings that tuning tries.
            Objective largest = plan.forms(setting).stream()
                    .max(Comparator.comparingLong(
                            form -> need(form, losses(form), batch).bytes()))
                    .orElseThrow();
            needs.put(largest, need(largest, losses(largest), batch));
        }
    }

    /**
     * {@return the predicted need of a plan}
     *
     * @param plan the plan
     * @param limit the greatest allowed need
     */
    static MemoryForecast of(Plan plan, MemoryLimit limit) {
        return new MemoryForecast(plan, limit);
    }

    /** {@return whether every objective is within the limit} */
    public boolean fits() {
        return tooLarge().isEmpty();
    }

    /**
     * @throws MemoryLimitException if an objective exceeds the limit; the message has the figures and the alternatives
     *     within the limit
     */
    public void requireFits() {
        List<Objective> tooLarge = tooLarge();
        if (tooLarge.isEmpty()) {
            return;
        }
        String refused = tooLarge.stream().map(this::figures).collect(Collectors.joining("; "));
        List<String> alternatives = new ArrayList<>();
        largestBatch().ifPresent(batch -> alternatives.add("batch: " + written(batch)));
        tooLarge.forEach(objective -> alternatives.addAll(cheaper(objective)));
        throw new MemoryLimitException("%s, which is more than the memory limit of %s; what would fit: %s"
                .formatted(
                        refused,
                        limit,
                        alternatives.isEmpty()
                                ? "no smaller batch of this kind fits; raise the limit with --memory-limit"
                                : String.join(", or ", alternatives)));
    }

    /** {@return the lines of the forecast, in words} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(row("objective", "tuples per step", "losses", "network", "evaluation", "memory"));
        needs.forEach((objective, need) -> lines.add(row(
                objective.name(),
                String.format(Locale.ROOT, "%,d", need.tuples()),
                MemoryLimit.shown(need.lossBytes()),
                MemoryLimit.shown(need.networkBytes()),
                MemoryLimit.shown(need.evaluationBytes()),
                MemoryLimit.shown(need.bytes()))));
        lines.add("memory limit: " + limit + (fits() ? "" : "; this would be refused"));
        return lines;
    }

    private static String row(String name, String... cells) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-24s", name));
        for (String cell : cells) {
            row.append(String.format(Locale.ROOT, " %16s", cell));
        }
        return row.toString();
    }

    private List<Objective> tooLarge() {
        return needs.keySet().stream()
                .filter(objective -> !isWithin(needs.get(objective)))
                .toList();
    }

    private boolean isWithin(MemoryNeed need) {
        return need.bytes() <= limit.bytes();
    }

    private String figures(Objective objective) {
        MemoryNeed need = needs.get(objective);
        return "objective '%s' needs about %s (%s tuples per step; losses %s, network %s, evaluation %s)"
                .formatted(
                        objective.name(),
                        MemoryLimit.shown(need.bytes()),
                        String.format(Locale.ROOT, "%,d", need.tuples()),
                        MemoryLimit.shown(need.lossBytes()),
                        MemoryLimit.shown(need.networkBytes()),
                        MemoryLimit.shown(need.evaluationBytes()));
    }

    private Optional<BatchSetting> largestBatch() {
        return LargestBatch.below(plan.experiment().batch(), batch -> {
            BatchProfile profile = profile(batch);
            return needs.keySet().stream().allMatch(objective -> isWithin(need(objective, losses(objective), profile)));
        });
    }

    /** Returns each setting of a single loss with which the objective would fit. */
    private List<String> cheaper(Objective objective) {
        BatchProfile batch = profile(plan.experiment().batch());
        List<String> settings = new ArrayList<>();
        for (int i = 0; i < objective.terms().size(); i++) {
            Term term = objective.terms().get(i);
            for (Map.Entry<String, MetricLoss> cheaper :
                    CostedLoss.of(term.loss()).cheaper().entrySet()) {
                List<MetricLoss> losses = losses(objective);
                losses.set(i, cheaper.getValue());
                if (isWithin(need(objective, losses, batch))) {
                    settings.add("%s with %s in '%s'".formatted(term.name(), cheaper.getKey(), objective.name()));
                }
            }
        }
        return settings;
    }

    private MemoryNeed need(Objective objective, List<MetricLoss> losses, BatchProfile batch) {
        LossSetting setting = new LossSetting(batch.classes(), batch.dimension());
        long state = objective.state(setting).values().stream()
                .mapToLong(declared -> declared.shape().elements())
                .sum();
        return MemoryNeed.of(
                losses,
                this::bytes,
                plan.network(),
                state,
                batch,
                plan.amounts().mostEmbeddedImages());
    }

    /** {@return the bytes that the arrays take on the engine that needs most} */
    private long bytes(HeldArrays arrays) {
        return plan.trialsOfFirstSeed().stream()
                .map(Trial::engine)
                .distinct()
                .mapToLong(engine -> engine.bytes(arrays))
                .max()
                .orElseThrow();
    }

    private BatchProfile profile(BatchSetting batch) {
        return plan.amounts()
                .firstBatchProfile(batch.sampler(), plan.experiment().seeds().get(0));
    }

    private static List<MetricLoss> losses(Objective objective) {
        return new ArrayList<>(objective.terms().stream().map(Term::loss).toList());
    }

    private static String written(BatchSetting batch) {
        return batch.settings().entrySet().stream()
                .map(setting -> setting.getKey() + ": " + setting.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
