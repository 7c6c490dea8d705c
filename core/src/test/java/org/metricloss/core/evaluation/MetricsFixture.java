package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.assertj.core.data.Offset;

/** Reads the golden metrics files. */
final class MetricsFixture {
    /** The fixtures are float64 results of other implementations: only the order of summation differs. */
    static final Offset<Double> TOLERANCE = Offset.offset(1e-9);

    private MetricsFixture() {}

    static JsonNode read(String name) {
        try (InputStream in = MetricsFixture.class.getResourceAsStream("/fixtures/" + name + ".json")) {
            assertThat(in).as("fixture %s", name).isNotNull();
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the samples of an {@code inputs} node} */
    static Embeddings samples(JsonNode inputs) {
        return rows(inputs, 0, inputs.get("labels").size());
    }

    /** {@return the samples from (inclusive) to (exclusive) of an {@code inputs} node} */
    static Embeddings rows(JsonNode inputs, int from, int to) {
        int dimension = inputs.get("embeddings").get(0).size();
        double[] values = new double[(to - from) * dimension];
        int[] labels = new int[to - from];
        for (int row = from; row < to; row++) {
            labels[row - from] = inputs.get("labels").get(row).intValue();
            for (int k = 0; k < dimension; k++) {
                values[(row - from) * dimension + k] =
                        inputs.get("embeddings").get(row).get(k).doubleValue();
            }
        }
        return Embeddings.of(values, dimension, labels);
    }
}
