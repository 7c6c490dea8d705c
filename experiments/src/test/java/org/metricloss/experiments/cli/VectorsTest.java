package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.random.RandomStream;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/** Runs on vectors, from the file to the report. */
class VectorsTest {
    private static final Path CONFIGS = Path.of("configs");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... args) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private RunFolder run(String results, Path file, String... overrides) throws IOException {
        Path parent = folder.resolve(results);
        List<String> args =
                new ArrayList<>(List.of("run", file.toString(), "--results", parent.toString(), "--workers", "0"));
        for (String override : overrides) {
            args.addAll(List.of("--set", override));
        }
        assertThat(execute(args.toArray(String[]::new))).as(err.toString()).isEqualTo(Main.OK);
        try (Stream<Path> runs = Files.walk(parent, 2)) {
            return RunFolder.open(runs.filter(path -> Files.exists(path.resolve("manifest.json")))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @Test
    void embeddingsThatARunExportedTrainASecondHeadOnBothEngines() throws IOException {
        RunFolder first = run(
                "first",
                CONFIGS.resolve("quickstart.yaml"),
                "network={name: mlp, embedding: 16}",
                "budget.epochs=2",
                "seeds=[1]",
                "objectives={softmax: [{loss: softmax}]}");
        Path exported = first.artifacts("softmax.djl.seed-1").resolve("epoch-002.npz");
        RunFolder second = run(
                "second",
                CONFIGS.resolve("vectors.yaml"),
                "dataset.file=" + exported,
                "engines=[djl, tensorflow]",
                "budget.epochs=2",
                "seeds=[1]");
        List<TrialRecord> trials = second.records(TrialRecord.class);
        assertThat(trials).hasSize(4).allMatch(TrialRecord::isFinished);
        for (TrialRecord trial : trials) {
            assertThat(trial.setup().dataset().imageShape()).containsExactly(16);
            assertThat(trial.setup().dataset().normalisation()).isEqualTo("length");
            // Chance is one tenth.
            assertThat(trial.measures().get("recallAt1")).isBetween(0.5, 1.0);
        }
        assertThat(second.path().resolve("report.md")).exists();
        assertThat(execute("report", second.path().toString()))
                .as(err.toString())
                .isEqualTo(Main.OK);
        Path artifact = second.artifacts("softmax.djl.seed-1").resolve("epoch-002.npz");
        assertThat(execute("evaluate", artifact.toString())).as(err.toString()).isEqualTo(Main.OK);
    }

    private static String csv(int classes, int perClass, long seed) {
        RandomStream random = RandomStream.of(seed, "vectors");
        StringBuilder text = new StringBuilder("x,y,z,label\n");
        for (int i = 0; i < classes * perClass; i++) {
            int own = i % classes;
            text.append(String.format(
                    Locale.ROOT,
                    "%f,%f,%f,c%d%n",
                    own + 0.1 * random.nextGaussian(),
                    0.5 * own * own + 0.1 * random.nextGaussian(),
                    0.1 * random.nextGaussian(),
                    own));
        }
        return text.toString();
    }

    private String experiment(String dataset) {
        return """
                name: small
                dataset: %s
                network: {layers: [{linear: {outputs: 4}}]}
                batch: {classes: 3, perClass: 4}
                optimizer: {type: sgd, learningRate: 0.01}
                budget: {epochs: 1}
                engines: [djl]
                seeds: [1]
                objectives:
                  triplet: [{loss: triplet}]
                """.formatted(dataset);
    }

    @Test
    void queriesRankTheGalleryInARun() throws IOException {
        Files.writeString(folder.resolve("train.csv"), csv(4, 3, 1));
        Files.writeString(folder.resolve("query.csv"), csv(5, 2, 2));
        Files.writeString(folder.resolve("gallery.csv"), csv(5, 6, 3));
        Path file = folder.resolve("small.yaml");
        Files.writeString(
                file,
                experiment(
                        "{type: vectors, file: {train: %1$s/train.csv, query: %1$s/query.csv, gallery: %1$s/gallery.csv}}"
                                .formatted(folder)));
        assertThat(execute("check", file.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains("either all test classes must have training vectors or none; of 5, 1 have none: c4");
        Files.writeString(folder.resolve("train.csv"), csv(5, 3, 1));
        assertThat(execute("check", file.toString())).as(err.toString()).isEqualTo(Main.OK);
        assertThat(out.toString())
                .contains("training part: 15 vectors in 5 classes; smallest class c0 with 3, largest c0 with 3")
                .contains("test part: 40 vectors in 5 classes")
                .contains("10 queries in a gallery of 30")
                .contains("5 training classes have fewer than 4 samples, which are repeated within a batch");
        RunFolder run = run("results", file);
        TrialRecord trial = run.record(TrialRecord.class, "triplet.djl.seed-1").orElseThrow();
        assertThat(trial.setup().batch()).containsEntry("smallClasses", "repeat");
        assertThat(trial.measures().get("recallAt1")).isBetween(0.5, 1.0);
    }

    @Test
    void aSecondFileIsTheGalleryOfTheFirst() throws IOException {
        Path queries = Files.writeString(folder.resolve("query.csv"), "x,label\n0,a\n5,b\n9,c\n");
        Path gallery = Files.writeString(folder.resolve("gallery.csv"), "x,label\n1,a\n2,b\n6,a\n7,b\n");
        assertThat(execute("evaluate", queries.toString(), gallery.toString()))
                .as(err.toString())
                .isEqualTo(Main.OK);
        assertThat(out.toString())
                .contains("3 queries in a gallery of 4")
                .contains("recallAt1                      0.5000")
                .contains("measures of retrieval leave out 1 of 3 queries: the gallery has no sample of their class")
                .doesNotContain("rocAuc");
        assertThat(err.toString()).isEmpty();
        Files.writeString(gallery, "x,y,label\n1,1,a\n");
        assertThat(execute("evaluate", queries.toString(), gallery.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString().strip())
                .isEqualTo("error: " + gallery + ": vectors must have 1 numbers as those of " + queries + ", found 2");
        Files.writeString(gallery, "id,x,label\n40,1,a\n41,2,b\n");
        Files.writeString(queries, "id,x,label\n7,0,a\n7,5,b\n");
        assertThat(execute("evaluate", queries.toString(), gallery.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains(gallery + ": vectors must have 2 numbers as those of " + queries + ", found 1; " + gallery
                        + ": column 'id' numbers the rows and is left out; ");
    }

    @Test
    void aGalleryIsForRankingsAndNotTheFileOfTheQueries() throws IOException {
        Path queries = Files.writeString(folder.resolve("query.csv"), "x,label\n0,a\n5,b\n9,c\n");
        Path gallery = Files.writeString(folder.resolve("gallery.csv"), "x,label\n0,a\n2,b\n6,a\n");
        assertThat(execute("evaluate", queries.toString(), gallery.toString(), "--measures", "mapAtR,nmi"))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains("with GALLERY only measures of rankings are computed")
                .contains("got nmi");
        assertThat(execute("evaluate", queries.toString(), queries.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("the gallery must be another file than that of the queries");
        assertThat(execute("evaluate", queries.toString(), gallery.toString())).isEqualTo(Main.OK);
        assertThat(err.toString()).contains("warning: 1 of 3 queries have the same numbers as a sample of the gallery");
    }

    @Test
    void intervalsAreOverTheClassesOfTheQueries() throws IOException {
        StringBuilder queries = new StringBuilder("x,label\n");
        StringBuilder gallery = new StringBuilder("x,label\n");
        for (int c = 0; c < 40; c++) {
            gallery.append(c).append(".25,c").append(c).append('\n');
            queries.append(c < 12 ? c + ".5,c" + c + "\n" : "");
        }
        Path first = Files.writeString(folder.resolve("query.csv"), queries);
        Path second = Files.writeString(folder.resolve("gallery.csv"), gallery);
        assertThat(execute("evaluate", first.toString(), second.toString())).isEqualTo(Main.OK);
        assertThat(out.toString()).contains("if these 12 classes are a random sample of classes");
    }

    @Test
    void theGalleryIsNotReplacedByTheTable() throws IOException {
        Path first = Files.writeString(folder.resolve("query.csv"), "x,label\n0,a\n5,b\n");
        Path second = Files.writeString(folder.resolve("gallery.csv"), "x,label\n1,a\n4,b\n");
        assertThat(execute("evaluate", first.toString(), second.toString(), "--output", second.toString()))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("--output must be another file than " + second);
        assertThat(Files.readString(second)).isEqualTo("x,label\n1,a\n4,b\n");
    }
}
