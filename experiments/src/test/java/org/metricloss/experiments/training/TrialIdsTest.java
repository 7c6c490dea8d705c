package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.training.setting.Experiment;

class TrialIdsTest {
    @TempDir
    private Path folder;

    /** Some file systems take capitals for small letters. Names that differ in nothing else are refused in the file. */
    @Test
    void idsDifferInMoreThanCapitals() throws Exception {
        Path file = Files.writeString(folder.resolve("capitals.yaml"), """
                name: capitals
                dataset: digits
                network: {name: mlp, embedding: 2}
                batch: {size: 100}
                optimizer: {type: sgd, learningRate: 0.05}
                budget: {epochs: 1}
                seeds: [1]
                objectives:
                  "soft max": [{loss: softmax, weight: 3}]
                  "Soft&max": [{loss: softmax, weight: 4}]
                """);
        TrialIds ids = TrialIds.of(Experiment.read(file, List.of(), Available.onClassPath()));
        assertThat(List.of("soft max", "Soft&max"))
                .extracting(name -> ids.id(name, "djl", 1))
                .containsExactly("soft_max.djl.seed-1", "Soft_max-2.djl.seed-1");
    }
}
