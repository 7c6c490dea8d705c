package org.metricloss.core.contract;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;

/**
 * A batch for naive loops.
 *
 * @param embeddings the embeddings x, one row per sample
 * @param labels the label of each sample
 * @param tuples the listed pairs or triplets of rows, if any
 * @param state the state by name; a vector is a matrix of one row
 * @param step how many steps the optimizer took before
 */
public record PlainBatch(
        double[][] embeddings, int[] labels, Optional<int[][]> tuples, Map<String, double[][]> state, long step) {
    /** {@return the example as plain arrays} */
    public static PlainBatch of(LossExample example) {
        return new PlainBatch(
                rows(example.embeddings()),
                example.labels(),
                example.tuples(),
                example.state().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> rows(entry.getValue()))),
                example.step());
    }

    /** {@return the number of samples m} */
    public int samples() {
        return labels.length;
    }

    private static double[][] rows(DoubleArray array) {
        int columns = array.shape().size(-1);
        double[] values = array.toArray();
        double[][] rows = new double[values.length / columns][columns];
        for (int i = 0; i < values.length; i++) {
            rows[i / columns][i % columns] = values[i];
        }
        return rows;
    }
}
