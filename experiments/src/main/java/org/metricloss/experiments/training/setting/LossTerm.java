package org.metricloss.experiments.training.setting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metricloss.core.loss.Objective;

/**
 * One loss of an objective, and the settings from which it was created.
 *
 * @param loss the loss's id
 * @param parameters every parameter the loss has, in the order it reads them, as written in files: the given values and
 *     the defaults
 * @param term the loss itself, with its weight
 */
public record LossTerm(String loss, Map<String, String> parameters, Objective.Term term) {
    /** Copies the map, in order. */
    public LossTerm {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
