package org.metricloss.experiments.work;

import java.util.Locale;

/** The remaining time in words. */
public final class TimeLeft {
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double MINUTES_PER_HOUR = 60;
    /** Larger numbers of a unit are shown in the next unit. */
    private static final double MOST = 99.5;

    private TimeLeft() {}

    /** {@return for example "about 40 s left", "about 12 min left" or "about 2.5 h left"} */
    public static String words(double seconds) {
        double minutes = seconds / SECONDS_PER_MINUTE;
        return seconds < MOST
                ? String.format(Locale.ROOT, "about %.0f s left", seconds)
                : minutes < MOST
                        ? String.format(Locale.ROOT, "about %.0f min left", minutes)
                        : String.format(Locale.ROOT, "about %.1f h left", minutes / MINUTES_PER_HOUR);
    }
}
