package org.metricloss.experiments.training.setting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.loss.Objective;

/**
 * One loss of an objective, and the settings from which it was created.
 *
 * @param loss the loss's id
 * @param parameters every parameter the loss has, in the order it reads them, as written in files: the given values and
 *     the defaults
 * @param memory its cross-batch memory, if it has one
 * @param term the loss itself, with its memory and its weight
 */
public record LossTerm(
        String loss, Map<String, String> parameters, Optional<MemorySetting> memory, Objective.Term term) {
    /** Copies the map, in order. */
    public LossTerm {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** {@return the parameters and the settings of the memory, by their names in records} */
    public Map<String, String> recorded() {
        Map<String, String> recorded = new LinkedHashMap<>(parameters);
        memory.ifPresent(setting -> recorded.putAll(setting.settings()));
        return recorded;
    }
}
