package org.metricloss.experiments.file;

import java.util.List;
import org.metricloss.core.loss.LossProvider;

/**
 * A parameter of a loss, for lists and documentation.
 *
 * @param name its key in experiment files
 * @param type number, integer, choice, {@value #CHOICE_BY_STEPS} or flag
 * @param defaultValue its value if none is given, as it is written in files
 * @param allowed the allowed values, in words that follow "must be"
 * @param condition the values of other parameters that it requires, such as "update: solver"; empty if it always
 *     applies
 */
public record ParameterDescription(String name, String type, String defaultValue, String allowed, String condition) {
    /** The type of a choice that may change at given steps. */
    public static final String CHOICE_BY_STEPS = "choice by steps";

    /**
     * Lets the loss read its parameters from a reader that returns the defaults and records what is read.
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
