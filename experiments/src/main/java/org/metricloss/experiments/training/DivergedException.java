package org.metricloss.experiments.training;

/** A loss or an embedding became NaN or infinite. */
public final class DivergedException extends Exception {
    private static final long serialVersionUID = 1;

    private DivergedException(String message) {
        super(message);
    }

    /**
     * {@return the exception for a loss that is NaN or infinite}
     *
     * @param loss its value
     * @param epoch the epoch, counted from 1
     * @param step the step within it, counted from 1
     */
    static DivergedException loss(double loss, int epoch, int step) {
        return new DivergedException("the loss became %s in epoch %s at step %s".formatted(loss, epoch, step));
    }

    /**
     * {@return the exception for embeddings that are NaN or infinite although the last step's loss was finite}
     *
     * @param epoch the epoch, counted from 1
     */
    static DivergedException embeddings(int epoch) {
        return new DivergedException("embeddings became NaN or infinite at the end of epoch %s".formatted(epoch));
    }
}
