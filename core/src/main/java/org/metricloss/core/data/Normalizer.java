package org.metricloss.core.data;

/** A way to scale the values of samples, with numbers that may depend on the training samples. */
public interface Normalizer {
    /**
     * Computes the scaling for a data set.
     *
     * @param training the samples that a network is trained on
     * @return the scaling that applies to every part of the data set
     * @throws IllegalArgumentException if it needs training samples and there are none, or if it cannot scale such
     *     samples
     */
    InputScaling scalingFor(SampleSet training);

    /** {@return the scaling in words, for records} */
    String id();
}
