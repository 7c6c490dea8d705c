package org.metricloss.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One case of a golden file. The files say who computed the expected values.
 *
 * @param id what it is called
 * @param input its inputs
 * @param expected what must come out
 */
record Fixture(String id, JsonNode input, JsonNode expected) {
    /** Doubles computed by another library in another order agree to about 1e-12; p-values lose some more. */
    private static final double RELATIVE = 1e-9;

    static Stream<Fixture> cases(String file, String list) {
        JsonNode root = read(file);
        JsonNode inputs = root.path("inputs").path(list);
        JsonNode expected = root.path("expected").path(list);
        assertThat(inputs.size()).isPositive().isEqualTo(expected.size());
        return IntStream.range(0, inputs.size())
                .mapToObj(i ->
                        new Fixture(inputs.get(i).path("id").asText(list + " " + i), inputs.get(i), expected.get(i)));
    }

    double[] array(String name) {
        return array(input.path(name));
    }

    double number(String name) {
        assertThat(input.path(name).isNumber()).as(name).isTrue();
        return input.path(name).asDouble();
    }

    static double[] array(JsonNode values) {
        assertThat(values.isArray()).isTrue();
        return StreamSupport.stream(values.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    static void assertEqual(double actual, JsonNode expected) {
        assertEqual(actual, expected, RELATIVE);
    }

    static void assertEqual(double actual, JsonNode expected, double relative) {
        assertThat(expected.isNumber()).isTrue();
        double value = expected.asDouble();
        assertThat(actual).isCloseTo(value, within(relative * Math.abs(value)));
    }

    @Override
    public String toString() {
        return id;
    }

    private static JsonNode read(String file) {
        try (InputStream in = Fixture.class.getResourceAsStream("/fixtures/" + file + ".json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
