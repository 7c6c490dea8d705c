package org.metricloss.experiments.file;

import java.util.List;
import org.metricloss.core.loss.LossProvider;

/**
 * A parameter of a loss, for lists.
 *
 * @param name its key in experiment files
 * @param type number, choice or flag
 * @param defaultValue its value where none is given, as it is written in files
 * @param allowed what is allowed, in words that follow "must be"
 * @param condition what it goes with alone, such as "update: solver"; empty if it always has a meaning
 */
public record ParameterDescription(String name, String type, String defaultValue, String allowed, String condition) {
    /**
     * Lets the loss read its parameters from a reader that gives defaults and takes notes.
     *
     * @param provider the loss
     * @return every parameter it reads, in that order
     */
    public static List<ParameterDescription> of(LossProvider provider) {
        DescribingParameters parameters = new DescribingParameters();
        provider.create(parameters);
        return parameters.descriptions();
    }
}
