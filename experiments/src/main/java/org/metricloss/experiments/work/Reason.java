package org.metricloss.experiments.work;

/** Why an item failed, as its record states it. */
public final class Reason {
    private Reason() {}

    /**
     * {@return what was thrown, its first line, and where: enough to find a bug by}
     *
     * @param thrown what ended the item
     */
    public static String of(Throwable thrown) {
        String what = thrown.toString().lines().findFirst().orElse("");
        return thrown.getStackTrace().length == 0 ? what : what + " at " + thrown.getStackTrace()[0];
    }
}
