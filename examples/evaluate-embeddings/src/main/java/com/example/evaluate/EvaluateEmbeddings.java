package com.example.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.core.evaluation.EvaluationInput;
import org.metricloss.core.evaluation.Measures;

/** Evaluates embeddings of any origin: each line of a CSV file is a label followed by the coordinates. */
public final class EvaluateEmbeddings {
    private EvaluateEmbeddings() {}

    public static void main(String[] arguments) throws IOException {
        List<String[]> lines = Files.readAllLines(Path.of(arguments[0])).stream()
                .map(line -> line.split(","))
                .toList();
        int[] labels = lines.stream().mapToInt(line -> Integer.parseInt(line[0])).toArray();
        float[][] embeddings = lines.stream().map(EvaluateEmbeddings::coordinates).toArray(float[][]::new);

        Evaluation euclidean = Evaluation.of(embeddings, labels);
        euclidean.values().forEach((measure, value) -> System.out.printf("%s %.4f%n", measure, value));

        EvaluationInput byCosine =
                EvaluationInput.of(Embeddings.of(embeddings, labels)).by(Distance.COSINE);
        Evaluation cosine = Evaluation.of(byCosine, List.of(Measures.recallAt(1), Measures.recallAt(5)));
        System.out.println("by cosine distance: " + cosine.values());
    }

    private static float[] coordinates(String[] line) {
        float[] row = new float[line.length - 1];
        for (int i = 0; i < row.length; i++) {
            row[i] = Float.parseFloat(line[i + 1]);
        }
        return row;
    }
}
