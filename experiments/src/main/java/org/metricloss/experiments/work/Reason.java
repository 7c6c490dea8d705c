package org.metricloss.experiments.work;

/** The reason for an item's failure, as its record states it. */
public final class Reason {
    private Reason() {}

    /**
     * {@return the type of the exception, the first line of its message and its place, which is enough to locate a bug}
     *
     * @param thrown the exception that ended the item
     */
    public static String of(Throwable thrown) {
        String what = thrown.toString().lines().findFirst().orElse("");
        return thrown.getStackTrace().length == 0 ? what : what + " at " + thrown.getStackTrace()[0];
    }
}
