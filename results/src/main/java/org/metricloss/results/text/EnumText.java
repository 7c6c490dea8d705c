package org.metricloss.results.text;

import java.util.Locale;

/** The spelling of constants in tables and reports. */
public final class EnumText {
    private EnumText() {}

    /**
     * {@return the constant's name in words, such as {@code out of memory} for {@code OUT_OF_MEMORY}}
     *
     * @param constant any constant
     */
    public static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
