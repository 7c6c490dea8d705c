package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.datasets.PngFiles;
import org.metricloss.results.record.GalleryRecord;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.SealedArtifact;
import org.metricloss.results.training.record.TrialRecord;

/** Runs on images that a list names, as Market-1501 is described by one. */
class ImageListsTest {
    private static final int CAMERAS = 3;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path list;
    private Path experiment;

    private int execute(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    /** Persons have a colour; cameras have a brightness. Persons 0 to 3 are trained on. */
    @BeforeEach
    void writeImages() throws IOException {
        StringBuilder text = new StringBuilder("path,label,part,group\n");
        for (int person = 0; person < 8; person++) {
            for (int camera = 0; camera < CAMERAS; camera++) {
                for (int shot = 0; shot < 2; shot++) {
                    String path = "img/%s_c%s_%s.png".formatted(person, camera, shot);
                    int rgb = (person & 1) * 120 << 16 | (person >> 1 & 1) * 120 << 8 | (person >> 2) * 120;
                    int light = 20 * camera + 5 * shot;
                    PngFiles.write(
                            folder.resolve(path),
                            PngFiles.encoded(
                                    "png", BufferedImage.TYPE_INT_RGB, 9, 12, (x, y) -> rgb + light * 0x010101));
                    String part = person < 4 ? "train" : shot == 0 && camera == 0 ? "query" : "gallery";
                    text.append(String.format(Locale.ROOT, "%s,p%d,%s,c%d%n", path, person, part, camera));
                }
            }
        }
        list = Files.writeString(folder.resolve("images.csv"), text.toString());
        experiment = Files.writeString(folder.resolve("list.yaml"), """
                name: list
                dataset: {type: list, file: %s, resize: 10, crop: 8, color: true}
                network: {layers: [flatten, {linear: {outputs: 4}}]}
                batch: {classes: 3, perClass: 3}
                optimizer: {type: sgd, learningRate: 0.01}
                budget: {epochs: 1}
                engines: [djl]
                seeds: [1]
                objectives:
                  triplet: [{loss: triplet}]
                """.formatted(list));
    }

    @Test
    void queriesRankTheGalleryWithoutTheirOwnCamera() throws IOException {
        assertThat(execute("check", experiment.toString())).as(err.toString()).isEqualTo(Main.OK);
        assertThat(out.toString())
                .contains("training part: 24 images in 4 classes; smallest class p0 with 6, largest p0 with 6")
                .contains("test part: 24 images in 4 classes; smallest class p4 with 6, largest p4 with 6")
                .contains(
                        "of the test part, 4 queries in a gallery of 20, without the samples of their own class and group");
        assertThat(execute(
                        "run",
                        experiment.toString(),
                        "--results",
                        folder.resolve("results").toString()))
                .as(err.toString())
                .isEqualTo(Main.OK);
        RunFolder run;
        try (Stream<Path> runs = Files.walk(folder.resolve("results"), 2)) {
            run = RunFolder.open(runs.filter(path -> Files.exists(path.resolve("manifest.json")))
                    .findFirst()
                    .orElseThrow());
        }
        TrialRecord trial = run.record(TrialRecord.class, "triplet.djl.seed-1").orElseThrow();
        assertThat(trial.setup().dataset().imageShape()).containsExactly(3, 8, 8);
        // Chance is below one fourth.
        assertThat(trial.measures().get("recallAt1")).isBetween(0.5, 1.0);
        GalleryRecord gallery = SealedArtifact.GALLERY.read(run, trial).orElseThrow();
        assertThat(gallery.searched()).isEqualTo(4);
        assertThat(run.path().resolve("report.md")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "7_c2_1.png, 7_c2_9.png, ': 1 of 48 listed images do not exist: DIR/img/7_c2_9.png'",
        "'p3,train', 'p3,trian', ':20: part must be train, validation, test, query or gallery, found ''trian'''",
        "'p7,query,c0', 'p7,query,', ':44: the group is missing; either all queries and gallery images must have a group or"
                + " none, of 24, 1 have none'",
        "'p0,train', 'p4,train', 'list: either all test classes must have training images or none; of 4, 3 have none: p5,"
                + " p6, p7'",
    })
    void whatTheListSaysWrongIsOneLineAndNothingIsWritten(String text, String other, String refusal)
            throws IOException {
        Files.writeString(list, Files.readString(list).replaceAll(text, other));
        String expected = (refusal.startsWith(":") ? list.toString() : "") + refusal.replace("DIR", folder.toString());
        for (List<String> command : List.of(
                List.of("check", experiment.toString()),
                List.of(
                        "run",
                        experiment.toString(),
                        "--results",
                        folder.resolve("results").toString()))) {
            assertThat(execute(command.toArray(String[]::new))).isEqualTo(Main.BAD_INPUT);
            assertThat(err.toString().strip())
                    .startsWith("error: ")
                    .endsWith(expected)
                    .doesNotContain("\n");
        }
        assertThat(folder.resolve("results")).doesNotExist();
    }
}
