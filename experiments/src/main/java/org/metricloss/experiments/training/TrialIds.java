package org.metricloss.experiments.training;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.training.setting.ObjectiveSetting;

/**
 * Names trials {@code objective.engine.seed-n}, or with another part in place of the seed. All characters are valid on
 * every file system.
 */
final class TrialIds {
    private final Map<String, String> byObjective = new LinkedHashMap<>();

    private TrialIds() {}

    static TrialIds of(Experiment experiment) {
        TrialIds ids = new TrialIds();
        Set<String> taken = new HashSet<>();
        List<String> names =
                experiment.objectives().stream().map(ObjectiveSetting::name).toList();
        for (String name : names) {
            String plain = name.replaceAll("[^A-Za-z0-9._+=,@-]", "_").replaceFirst("^(?![A-Za-z0-9])", "o");
            String id = plain;
            for (int i = 2; !taken.add(id.toLowerCase(Locale.ROOT)); i++) {
                id = plain + "-" + i;
            }
            ids.byObjective.put(name, id);
        }
        return ids;
    }

    String id(String objective, String engine, long seed) {
        return id(objective, engine, "seed-" + seed);
    }

    /** @param which the part that distinguishes the trial from others of the same objective and engine */
    String id(String objective, String engine, String which) {
        return byObjective.get(objective) + "." + engine + "." + which;
    }
}
