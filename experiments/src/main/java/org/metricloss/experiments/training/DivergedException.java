package org.metricloss.experiments.training;

/** A loss or an embedding became NaN or infinite. */
public final class DivergedException extends Exception {
    private static final long serialVersionUID = 1;

    private DivergedException(String message) {
        super(message);
    }

    /**
     * {@return that the loss is no number any more}
     *
     * @param loss its value
     * @param epoch the epoch, counted from 1
     * @param step the step within it, counted from 1
     */
    static DivergedException loss(double loss, int epoch, int step) {
        return new DivergedException("the loss became %s in epoch %s at step %s".formatted(loss, epoch, step));
    }

    /**
     * {@return that embeddings are no numbers any more, though the last step's loss was one}
     *
     * @param epoch the epoch, counted from 1
     */
    static DivergedException embeddings(int epoch) {
        return new DivergedException("embeddings became NaN or infinite at the end of epoch %s".formatted(epoch));
    }
}
