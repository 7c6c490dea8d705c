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
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.Study;
import org.metricloss.results.cost.PointCost;
import org.metricloss.results.cost.PointRecord;
import org.metricloss.results.cost.TimedWork;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;

/** A small cost study through the command line, in worker processes of its own. */
class CostCommandTest {
    private static final String FILE = """
            study: cost
            name: small
            classes: [4]
            dimensions: [8]
            sampleTuples: 4
            network: mlp
            timing: {rounds: 2, repeats: 2, seconds: 0, warmUp: 0}
            losses:
              center: {loss: center, sizes: [32]}
              triplet: {loss: triplet, algorithms: {enumerate: [32, 512], explicit: [32]}}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("small.yaml"), FILE);
    }

    private int execute(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private RunFolder run(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "run", file.toString(), "--results", folder.resolve("results").toString()));
        arguments.addAll(List.of(more));
        assertThat(execute(arguments.toArray(String[]::new))).as(err.toString()).isZero();
        try (Stream<Path> runs = Files.list(folder.resolve("results/small"))) {
            return RunFolder.open(runs.findFirst().orElseThrow());
        }
    }

    @Test
    void everyPointIsMeasuredOrSaysWhyNotAndResumeMeasuresWhatIsMissing() throws IOException {
        RunFolder run = run("--memory-limit", "100MiB");
        PointRecord center = run.record(PointRecord.class, "center.direct.djl.n-32.d-8.c-4.round-1")
                .orElseThrow();
        PointCost cost = center.cost().orElseThrow();
        assertThat(cost.stages()).extracting(TimedWork::name).containsExactly("value+gradient", "state");
        assertThat(cost.stages())
                .allSatisfy(stage -> assertThat(stage.seconds()).hasSize(2).allMatch(seconds -> seconds > 0));
        assertThat(cost.tuplesCounted()).contains(32L);
        assertThat(cost.clockSeconds()).isPositive();
        assertThat(cost.emptyStepSeconds()).isGreaterThan(cost.clockSeconds());
        PointRecord listed = run.record(PointRecord.class, "triplet.explicit.djl.n-32.d-8.c-4.round-1")
                .orElseThrow();
        assertThat(listed.cost().orElseThrow().step()).isPresent();
        assertThat(listed.cost().orElseThrow().tuplesCounted()).contains(4L);
        PointRecord enumerated = run.record(PointRecord.class, "triplet.enumerate.djl.n-32.d-8.c-4.round-1")
                .orElseThrow();
        assertThat(enumerated.cost().orElseThrow().stages())
                .extracting(TimedWork::name)
                .containsExactly("distances", "mining", "value", "gradient");
        // 32 anchors, 7 positives each, 24 negatives each.
        assertThat(enumerated.cost().orElseThrow().tuplesCounted()).contains(32L * 7 * 24);
        PointRecord unfit = run.record(PointRecord.class, "triplet.enumerate.djl.n-512.d-8.c-4.round-1")
                .orElseThrow();
        assertThat(unfit.status()).isEqualTo(TrialStatus.OUT_OF_MEMORY);
        assertThat(unfit.reason().orElseThrow()).contains("not measured: it would need about 3.3 GiB");
        assertThat(out.toString()).contains("triplet, enumerate", "Measurements: 8 of 8 planned, 2 without a result");
        assertThat(run.records(PointRecord.class).stream().filter(PointRecord::isFinished))
                .extracting(PointRecord::round)
                .containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(run.path().resolve("tables/cost.csv"))
                .content()
                .contains("center,direct,djl,32,8,4,8.0,classes,total");
        assertThat(run.path().resolve("tables/exponents.csv")).isNotEmptyFile();
        assertThat(run.path().resolve("report.html")).isNotEmptyFile();

        Path record = run.path().resolve("trials/" + center.id() + ".json");
        Files.delete(record);
        // What is free now decides nothing once the run has begun; a limit that the user gives does.
        Study.of(run).reopen(run).recordUnfit(run, new MemoryLimit(1, "80% of what is free"));
        assertThat(record).doesNotExist();
        String others = Files.readString(run.path().resolve("trials/" + listed.id() + ".json"));
        assertThat(execute("resume", run.path().toString(), "--memory-limit", "100MiB"))
                .as(err.toString())
                .isZero();
        assertThat(record).exists();
        assertThat(run.path().resolve("trials/" + listed.id() + ".json")).hasContent(others);
        assertThat(run.missing()).isEmpty();

        Machine here = Machine.current();
        Manifests.withMachine(
                run.path(), new Machine(here.os(), here.architecture(), "another", here.cores(), here.memoryBytes()));
        assertThat(execute("resume", run.path().toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("processor is %s, was another".formatted(here.cpu()));

        // As if the first check of the memory had been interrupted: it decides over the rest, too.
        for (PointRecord ended : run.records(PointRecord.class)) {
            if (ended.reason().filter(why -> why.startsWith("not measured: ")).isEmpty()) {
                Files.delete(run.path().resolve("trials/" + ended.id() + ".json"));
            }
        }
        assertThat(run.missing()).isNotEmpty();
        Study.of(run).reopen(run).recordUnfit(run, new MemoryLimit(1, "80% of what is free"));
        assertThat(run.missing()).isEmpty();
    }

    @Test
    void whatTakesTooLongIsARecordThatSaysSo() throws IOException {
        RunFolder run = run(
                "--set",
                "losses={center: {loss: center, sizes: [32]}}",
                "--set",
                "timing={rounds: 2, repeats: 10000, seconds: 600, warmUp: 600, limit: 1}");
        assertThat(run.records(PointRecord.class))
                .hasSize(2)
                .allMatch(point -> point.status() == TrialStatus.TIMED_OUT);
        assertThat(run.records(PointRecord.class).get(0).reason())
                .contains("it took more than the limit of 1 s and was stopped");
        assertThat(run.records(PointRecord.class).get(1).reason())
                .contains("not measured again: it took more than the limit of 1 s and was stopped");
    }

    @Test
    void checkPredictsTheTimeFromProbesAndKeepsNothing() throws IOException {
        List<Path> before = CommandRun.runsByDefault();
        int code = execute(
                "check",
                file.toString(),
                "--memory-limit",
                "100MiB",
                "--set",
                "losses.triplet.algorithms={enumerate: [32, 512]}");
        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("small: 6 measurements of 3 points in 2 rounds")
                .contains("2 measurements would need more than 100.0 MiB (given) of memory")
                .containsPattern(
                        "about [1-9][0-9]* s in all \\([0-9]+ to [0-9]+ s\\)\nwhile probing, .*; the load was ");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(CommandRun.runsByDefault()).isEqualTo(before);
    }

    @Test
    void pointsAreMeasuredOneAtATime() {
        assertThat(execute("run", file.toString(), "--workers", "2")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("a cost study measures one point at a time");
        assertThat(execute("run", file.toString(), "--export")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("--export is for training");
        assertThat(execute("run", file.toString(), "--tensorboard", folder.toString()))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("--tensorboard is for training");
    }
}
