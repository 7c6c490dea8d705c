package org.metricloss.core.plugin;

import java.util.Locale;

/** How the constants of enums are spelled in experiment files, records and messages. */
public final class Spelling {
    private Spelling() {}

    /**
     * {@return the constant in lower case with hyphens, such as {@code semi-hard} for SEMI_HARD}
     *
     * @param constant a constant
     */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
