package org.metricloss.core.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;

/**
 * One case of a fixture, to be checked on one engine.
 *
 * @param engine the engine
 * @param fixture the file
 * @param expected the case: parameters and results
 */
public record GoldenCase(Engine engine, Fixture fixture, JsonNode expected) {
    /**
     * {@return every case of every fixture of the family on every engine of the class path}
     *
     * @param family a family of fixtures
     */
    public static Stream<GoldenCase> of(String family) {
        return Fixture.family(family).stream()
                .flatMap(fixture -> fixture.cases().stream()
                        .flatMap(expected ->
                                TestEngines.all().stream().map(engine -> new GoldenCase(engine, fixture, expected))));
    }

    /** {@return the case's name within its file} */
    public String id() {
        return expected.get("id").textValue();
    }

    /**
     * {@return its value}
     *
     * @param name a parameter of the case
     */
    public JsonNode parameter(String name) {
        return required(expected.get("params"), name);
    }

    /**
     * {@return its value}
     *
     * @param field a result of the case
     */
    public double number(String field) {
        return Fixture.number(required(expected, field));
    }

    /**
     * {@return its value}
     *
     * @param field a result of the case
     */
    public DoubleArray matrix(String field) {
        return Fixture.matrix(required(expected, field));
    }

    /**
     * {@return whether it is given; large gradients are left out of some files}
     *
     * @param field a result of the case
     */
    public boolean has(String field) {
        return expected.has(field);
    }

    /** {@return the fixture's embeddings and labels, for a loss without state} */
    public LossExample example() {
        int[] labels = Fixture.integers(fixture.inputs().get("labels"));
        int classes = Arrays.stream(labels).max().orElseThrow() + 1;
        return LossExample.of(Fixture.matrix(fixture.inputs().get("embeddings")), labels, classes, Map.of());
    }

    private JsonNode required(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null) {
            throw new IllegalArgumentException("no '%s' in %s of %s".formatted(field, id(), fixture.name()));
        }
        return value;
    }

    @Override
    public String toString() {
        return "%s/%s on %s".formatted(fixture.name(), id(), engine.id());
    }
}
