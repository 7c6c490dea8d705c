package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.datasets.Datasets;
import org.metricloss.datasets.PngFiles;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.training.MisfitException;
import org.metricloss.experiments.training.Plan;
import org.metricloss.experiments.training.setting.Experiment;

/** A folder of images of which one class is smaller than the others: not in every seed's training part, or only since the run. */
class ChangedDataTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        for (String part : List.of("train", "test")) {
            for (int person = 0; person < 6; person++) {
                for (int image = 0; image < 4; image++) {
                    int grey = 40 * person + image;
                    PngFiles.write(image(part, person, image), PngFiles.grey(4, 4, (x, y) -> grey + x * y));
                }
            }
        }
        file = Files.writeString(folder.resolve("people.yaml"), """
                name: people
                dataset: {type: folder, dir: '%s', split: folders, size: 4, validation: 2}
                network: {name: mlp, embedding: 2}
                batch: {classes: 2, perClass: 4, smallClasses: refuse}
                optimizer: {type: sgd, learningRate: 0.05}
                budget: {epochs: 1}
                seeds: [1, 2]
                threads: 1
                objectives:
                  triplet: [{loss: triplet}]
                """.formatted(folder.resolve("data")));
    }

    private Path image(String part, int person, int image) {
        // Other people are tested on.
        String name = part + person;
        return folder.resolve("data/%s/%s/%s.png".formatted(part, name, image));
    }

    private void deleteOneOf(int person) throws IOException {
        Files.delete(image("train", person, 3));
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private boolean fits(int seed) {
        Experiment experiment = Experiment.read(file, List.of("seeds=[" + seed + "]"), Available.onClassPath());
        try {
            Plan.of(experiment, Datasets.ofEnvironment());
            return true;
        } catch (MisfitException misfit) {
            return false;
        }
    }

    /** Whole classes are set aside by the seed: the small one with the first, but not with the second. */
    @Test
    void everySeedsTrainingPartMustFitTheBatches() throws IOException {
        int smaller = 0;
        List<String> both = new ArrayList<>();
        for (; smaller < 6 && both.isEmpty(); smaller++) {
            deleteOneOf(smaller);
            if (fits(1) && !fits(2)) {
                both = List.of(
                        "run",
                        file.toString(),
                        "--results",
                        folder.resolve("results").toString());
                break;
            }
            PngFiles.write(image("train", smaller, 3), PngFiles.grey(4, 4, (x, y) -> x * y));
        }
        assertThat(both).isNotEmpty();
        assertThat(execute(both.toArray(String[]::new))).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString().strip())
                .isEqualTo("error: " + file + ":4:31: images per class must be at most 3, the number of training images"
                        + " of class 'train" + smaller + "', got 4");
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "reproduce"})
    void dataThatFitsNoMoreIsSaidInOneLine(String command) throws IOException {
        Path results = folder.resolve("results");
        assertThat(execute("run", file.toString(), "--workers", "0", "--results", results.toString()))
                .as(err.toString())
                .isEqualTo(Main.OK);
        Path run;
        try (Stream<Path> runs = Files.list(results.resolve("people"))) {
            run = runs.findFirst().orElseThrow();
        }
        for (int person = 0; person < 6; person++) {
            deleteOneOf(person);
        }
        List<String> arguments = new ArrayList<>(List.of(command, run.toString()));
        if (command.equals("reproduce")) {
            arguments.add("triplet.djl.seed-1");
        }
        assertThat(execute(arguments.toArray(String[]::new))).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString().strip())
                .startsWith("error: this version refuses the experiment of " + run
                        + " with the data that is there now: batch.perClass: images per" + " class must be at most 3")
                .doesNotContain("\n");
    }
}
