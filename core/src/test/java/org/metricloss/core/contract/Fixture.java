package org.metricloss.core.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;

/**
 * A golden file: inputs and expected results, computed by public implementations in float64. Non-finite numbers are
 * written as the strings "NaN", "Infinity" and "-Infinity".
 *
 * @param name the file's name without its ending
 * @param root the whole file
 */
public record Fixture(String name, JsonNode root) {
    private static final String FOLDER = "fixtures";

    /**
     * {@return all fixtures of that family among the test resources, at least one, ordered by name}
     *
     * @param family the family, the part of the file names before the two underscores
     */
    public static List<Fixture> family(String family) {
        List<Fixture> fixtures = new ArrayList<>();
        for (Path folder : folders()) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.getFileName().toString().startsWith(family + "__"))
                        .sorted()
                        .map(Fixture::read)
                        .forEach(fixtures::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (fixtures.isEmpty()) {
            throw new IllegalStateException("no fixtures of family '%s' on the class path".formatted(family));
        }
        return fixtures;
    }

    /** {@return the given data} */
    public JsonNode inputs() {
        return root.get("inputs");
    }

    /** {@return the cases to check, each with its parameters and results} */
    public List<JsonNode> cases() {
        List<JsonNode> cases = new ArrayList<>();
        root.at("/expected/cases").forEach(cases::add);
        return cases;
    }

    /**
     * {@return its value}
     *
     * @param node a number, or the name of a non-finite one
     */
    public static double number(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.textValue()) : node.doubleValue();
    }

    /**
     * {@return its values}
     *
     * @param node a list of integers
     */
    public static int[] integers(JsonNode node) {
        int[] values = new int[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).intValue();
        }
        return values;
    }

    /**
     * {@return the matrix}
     *
     * @param node a list of rows of equal length, at least one
     */
    public static DoubleArray matrix(JsonNode node) {
        int rows = node.size();
        int columns = node.get(0).size();
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(node.get(i / columns).get(i % columns));
        }
        return DoubleArray.of(Shape.of(rows, columns), values);
    }

    private static Fixture read(Path file) {
        String fileName = file.getFileName().toString();
        try {
            return new Fixture(fileName.replaceFirst("\\.json$", ""), new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        try {
            for (URL url : Collections.list(Fixture.class.getClassLoader().getResources(FOLDER))) {
                URI uri = url.toURI();
                // The kit's own jar may have such a folder; a module's tests read the module's own files.
                if (uri.getScheme().equals("file")) {
                    folders.add(Path.of(uri));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return folders;
    }

    @Override
    public String toString() {
        return name;
    }
}
