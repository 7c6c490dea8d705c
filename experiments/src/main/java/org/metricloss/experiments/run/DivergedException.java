package org.metricloss.experiments.run;

import java.util.Locale;

/** A loss became NaN or infinite. */
public final class DivergedException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * @param loss its value
     * @param epoch the epoch, counted from 1
     * @param step the step within it, counted from 1
     */
    DivergedException(double loss, int epoch, int step) {
        super(String.format(Locale.ROOT, "the loss became %s in epoch %d at step %d", loss, epoch, step));
    }
}
