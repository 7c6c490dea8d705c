package org.metricloss.core.evaluation;

/** The fraction of samples whose class the trained classifier (the softmax head) predicts. */
public final class ClassifierAccuracy {
    private ClassifierAccuracy() {}

    /**
     * {@return the accuracy, in [0, 1]}
     *
     * @param samples n samples
     * @param predictions the predicted label of each, n of them
     * @throws IllegalArgumentException if the numbers of samples and predictions differ
     */
    public static double of(Embeddings samples, int[] predictions) {
        if (predictions.length != samples.rows()) {
            throw new IllegalArgumentException(
                    "there must be one prediction per sample, got " + predictions.length + " for " + samples.rows());
        }
        int correct = 0;
        for (int row = 0; row < predictions.length; row++) {
            if (predictions[row] == samples.label(row)) {
                correct++;
            }
        }
        return (double) correct / predictions.length;
    }
}
