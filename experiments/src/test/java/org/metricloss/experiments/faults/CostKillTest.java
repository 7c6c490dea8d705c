package org.metricloss.experiments.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.cost.PointRecord;
import org.metricloss.results.store.RunFolder;

/** Signal 9 to a cost study: what was measured stays as it was, and what was not is measured. */
@Tag("long")
class CostKillTest {
    private static final String FILE = """
            study: cost
            name: small
            classes: [4]
            dimensions: [8]
            timing: {rounds: 2, repeats: 2, seconds: 0, warmUp: 0}
            losses:
              center: {loss: center, sizes: [32, 64]}
              triplet: {loss: triplet, algorithms: {exact: [32]}}
            """;
    private static final int POINTS = 6;
    private static final int KILLS = 2;

    @TempDir
    private Path folder;

    private Path results() {
        return folder.resolve("results");
    }

    private Program startOrResume(List<String> properties) throws IOException {
        Optional<Path> run = SmallRun.in(results());
        return Program.start(
                properties,
                run.isPresent()
                        ? List.of("resume", run.get().toString())
                        : List.of(
                                "run",
                                SmallRun.write(folder, FILE).toString(),
                                "--results",
                                results().toString()));
    }

    private Map<String, String> records() throws IOException {
        Optional<Path> run = SmallRun.in(results()).filter(path -> Files.exists(path.resolve("trials")));
        return run.isPresent() ? SmallRun.records(run.get()) : Map.of();
    }

    @Test
    void killsWithinMeasurementsAndWithinTheWritingOfATable() throws Exception {
        Map<String, String> finished = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            try (Program program = startOrResume(List.of())) {
                program.awaitThat(() ->
                        records().size() > finished.size() && !program.workers().isEmpty());
                List<ProcessHandle> workers = program.workers();
                assertThat(program.isAlive()).as(program.output()).isTrue();
                program.kill();
                Program.assertGone(workers);
            }
            Map<String, String> now = records();
            assertThat(now).containsAllEntriesOf(finished).hasSizeBetween(finished.size() + 1, POINTS - 1);
            finished.putAll(now);
        }
        try (Program program = startOrResume(List.of("metricloss.halt=HALF_WRITTEN:/tables/cost[.]csv"))) {
            assertThat(program.await()).as(program.output()).isEqualTo(137);
        }
        assertThat(records()).hasSize(POINTS).containsAllEntriesOf(finished);
        finished.putAll(records());

        try (Program program = startOrResume(List.of())) {
            assertThat(program.await()).as(program.output()).isZero();
        }
        assertThat(records()).isEqualTo(finished);
        Path run = SmallRun.only(results());
        assertThat(RunFolder.open(run).records(PointRecord.class))
                .hasSize(POINTS)
                .allMatch(PointRecord::isFinished);
        assertThat(run.resolve("tables/cost.csv")).content().contains("center,direct,djl,64,8,4,16.0,classes,total");
        try (Stream<Path> files = Files.walk(run)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("report.md")
                    .noneMatch(name -> name.endsWith(".tmp") || name.equals("code"));
        }
    }
}
