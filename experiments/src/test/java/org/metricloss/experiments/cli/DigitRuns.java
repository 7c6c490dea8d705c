package org.metricloss.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Small experiments on the digits, and copies of their run folders. */
final class DigitRuns {
    private DigitRuns() {}

    /** {@return an experiment of one epoch and two seeds} */
    static String experiment(String name, int batchSize, String... objectives) {
        return """
                name: %s
                dataset: digits
                network: {name: mlp, embedding: 2}
                batch: {size: %d}
                optimizer: {type: sgd, learningRate: 0.05}
                budget: {epochs: 1}
                seeds: [1, 2]
                threads: 1
                objectives:
                """.formatted(name, batchSize) + String.join("\n", objectives).indent(2);
    }

    /** {@return the copy of a run folder, for tests that change it} */
    static Path copy(Path run, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(run.relativize(file)));
            }
        }
        return copy;
    }
}
