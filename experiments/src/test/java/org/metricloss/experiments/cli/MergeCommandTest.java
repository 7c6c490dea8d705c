package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.formats.SealedJson;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.RanOn;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.Reproduction;

/** Experiments that are run in shards and merged. */
class MergeCommandTest {
    private static final String FILE = DigitRuns.experiment(
            "shared",
            100,
            "softmax: [{loss: softmax}]",
            "softmax+center: [{loss: softmax}, {loss: center, weight: 0.01}]",
            "triplet: [{loss: triplet, margin: 0.2}]");

    private static final String TUNED = FILE + """
            tune:
              trials: 2
              ranges:
                objectives.softmax+center.1.weight: {min: 0.001, max: 1, scale: log}
                objectives.triplet.0.margin: {min: 0.1, max: 0.5}
            """;

    /** Runs for all tests; those that change one take a copy. */
    @TempDir
    private static Path shared;

    private static Path firstHalf;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @BeforeEach
    void runOnce() throws IOException {
        if (firstHalf == null) {
            firstHalf = run(FILE, shared.resolve("first"), "--shard", "1/2");
        }
    }

    private Path copyOfFirstHalf() throws IOException {
        return DigitRuns.copy(firstHalf, folder.resolve("copy"));
    }

    private Path run(String text, String where, String... options) throws IOException {
        return run(text, folder.resolve(where), options);
    }

    /** {@return the folder of a run of that file} */
    private Path run(String text, Path results, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("shared.yaml"), text);
        List<String> arguments = new ArrayList<>(
                List.of("run", file.toString(), "--results", results.toString(), "--workers", "0", "--quiet"));
        arguments.addAll(List.of(options));
        assertThat(execute(arguments.toArray(String[]::new))).as(err.toString()).isZero();
        return onlyRun(results);
    }

    private static Path onlyRun(Path results) throws IOException {
        try (Stream<Path> runs = Files.list(results.resolve("shared"))) {
            List<Path> all = runs.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private Path merge(Path... runs) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("merge"));
        Stream.of(runs).map(Path::toString).forEach(arguments::add);
        arguments.addAll(List.of("--output", folder.resolve("merged").toString()));
        assertThat(execute(arguments.toArray(String[]::new))).as(err.toString()).isZero();
        return onlyRun(folder.resolve("merged"));
    }

    private static void assertSame(Path whole, Path merged) {
        List<TrialRecord> expected = RunFolder.open(whole).records(TrialRecord.class);
        List<TrialRecord> actual = RunFolder.open(merged).records(TrialRecord.class);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Reproduction.of(expected.get(i), actual.get(i)).isSame())
                    .as(expected.get(i).id())
                    .isTrue();
        }
    }

    @Test
    void mergedShardsAreTheRunOfOneProcess() throws IOException {
        Path whole = run(FILE, "whole");
        Path secondHalf = run(FILE, "second", "--shard", "2/2");

        Path merged = merge(secondHalf, firstHalf);

        assertSame(whole, merged);
        assertThat(RunFolder.open(merged).missing()).isEmpty();
        assertThat(merged.resolve("artifacts/softmax.djl.seed-1")).isNotEmptyDirectory();
        assertThat(merged.resolve("report.md")).exists();
    }

    @Test
    void theMergedRunKeepsWhatHadChangedWhenAShardWasResumed() throws IOException {
        Path shard = copyOfFirstHalf();
        RunFolder.open(shard).addChanges(List.of("data images is 2, was 1"));
        String output = folder.resolve("merged").toString();
        assertThat(execute("merge", shard.toString(), "--partial", "--output", output))
                .as(err.toString())
                .isZero();
        Path merged = onlyRun(folder.resolve("merged"));
        assertThat(RunFolder.open(merged).changes()).containsExactly("data images is 2, was 1");
        assertThat(merged.resolve("report.md")).content().contains("data images is 2, was 1");
    }

    @Test
    void theMergedRunNamesTheFileByAPathOfItsOwn() throws IOException {
        Path deeper = run(FILE, "some/where/second", "--shard", "2/2");

        Path merged = merge(deeper, copyOfFirstHalf());

        assertThat(RunFolder.open(merged).manifest().source().orElseThrow().path(merged.toAbsolutePath()))
                .isEqualTo(folder.resolve("shared.yaml").toAbsolutePath());
    }

    @Test
    void allTrialsOfATunedObjectiveAreInOneShard() throws IOException {
        Path shard = run(TUNED, "tuned", "--shard", "1/3");

        // Two settings and the folds, and two seeds, of one of the tuned objectives.
        assertThat(RunFolder.open(shard).records(TrialRecord.class))
                .extracting(record -> record.setup().objective())
                .hasSize(6)
                .containsOnly("softmax+center");
    }

    @Test
    void anInterruptedShardResumesItsShareOnly() throws IOException {
        Path shard = copyOfFirstHalf();
        RunFolder run = RunFolder.open(shard);
        List<String> before =
                run.records(TrialRecord.class).stream().map(TrialRecord::id).toList();
        Files.delete(shard.resolve("trials").resolve(before.get(0) + ".json"));

        assertThat(execute("resume", shard.toString(), "--workers", "0", "--quiet"))
                .as(err.toString())
                .isZero();

        assertThat(run.records(TrialRecord.class))
                .extracting(TrialRecord::id)
                .hasSize(3)
                .isEqualTo(before);
    }

    @Test
    void missingShardsAreNamedAndMergedOnRequestOnly() throws IOException {
        String output = folder.resolve("merged").toString();
        assertThat(execute("merge", firstHalf.toString(), "--output", output)).isEqualTo(Main.BAD_INPUT);

        assertThat(err.toString())
                .isEqualTo(
                        "error: these runs do not make up the whole experiment: no run folder for shard 2/2; no record of 3 of 6"
                                + " trials: softmax+center.djl.seed-1, softmax.djl.seed-2, triplet.djl.seed-2; use --partial to"
                                + " merge them anyway" + System.lineSeparator());
        assertThat(folder.resolve("merged")).doesNotExist();
        assertThat(execute("merge", firstHalf.toString(), "--output", output, "--partial"))
                .as(err.toString())
                .isZero();
        assertThat(RunFolder.open(onlyRun(folder.resolve("merged"))).missing()).hasSize(3);
    }

    @Test
    void aLinkAmongTheArtifactsIsRefused() throws IOException {
        Path shard = copyOfFirstHalf();
        Path artifacts = shard.resolve("artifacts/softmax.djl.seed-1");
        Files.createSymbolicLink(artifacts.resolve("link.npz"), Files.createFile(folder.resolve("elsewhere")));

        assertThat(execute(
                        "merge",
                        shard.toString(),
                        "--partial",
                        "--output",
                        folder.resolve("merged").toString()))
                .isEqualTo(Main.BAD_INPUT);

        assertThat(err.toString()).contains("link.npz is not a plain file").hasLineCount(1);
    }

    @Test
    void runsThatDoNotBelongTogetherAreRefused() throws IOException {
        // The seventh of seven shards of six trials has nothing to run.
        Path otherSeeds = run(FILE.replace("[1, 2]", "[1, 3]"), "seeds", "--shard", "7/7");
        Path otherShards = run(FILE, "sevenths", "--shard", "7/7");

        assertThat(execute("merge", firstHalf.toString(), otherSeeds.toString()))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("does not belong to", "seeds.1 is 3, was 2");
        assertThat(execute("merge", firstHalf.toString(), copyOfFirstHalf().toString()))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("both hold a record of softmax.djl.seed-1");
        assertThat(execute("merge", firstHalf.toString(), otherShards.toString()))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains(" is shard 1/2, but ", " is shard 7/7");
    }

    /** Replaces a record by one that states another place; empty for none, as in records of older versions. */
    private static void replace(Path run, TrialRecord record, Optional<RanOn> place) throws IOException {
        TrialRecord elsewhere = new TrialRecord(
                record.format(),
                record.id(),
                record.setup(),
                record.status(),
                record.reason(),
                record.cost(),
                record.epochs(),
                record.measures(),
                record.trained(),
                record.artifacts(),
                record.lostAttempts(),
                place);
        Files.write(run.resolve("trials").resolve(record.id() + ".json"), SealedJson.seal(elsewhere));
    }

    @Test
    void trialsOfAnotherMachineAreMergedAndTheirTimesMarked() throws IOException {
        Path one = copyOfFirstHalf();
        TrialRecord record = RunFolder.open(one).records(TrialRecord.class).get(0);
        Machine here = Machine.current();
        Machine another = new Machine(here.os(), here.architecture(), "another", here.cores() + 1, here.memoryBytes());
        replace(one, record, Optional.of(new RanOn(Optional.empty(), another)));
        Manifests.withMachine(one, another);

        String output = folder.resolve("merged").toString();
        assertThat(execute("merge", one.toString(), "--partial", "--output", output))
                .as(err.toString())
                .isZero();
        assertThat(onlyRun(folder.resolve("merged")).resolve("report.md"))
                .content()
                .contains("ran on machines that differ in processor, cores or GPU");

        // A record that does not name its machine cannot be marked.
        Files.delete(one.resolve("trials").resolve(record.id() + ".json"));
        Path two = folder.resolve("two");
        DigitRuns.copy(firstHalf, two);
        for (TrialRecord other : RunFolder.open(two).records(TrialRecord.class)) {
            if (other.id().equals(record.id())) {
                replace(two, other, Optional.empty());
            } else {
                Files.delete(two.resolve("trials").resolve(other.id() + ".json"));
            }
        }
        assertThat(execute("merge", one.toString(), two.toString(), "--partial"))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains("processor is " + here.cpu() + ", was another", "wrote its records without their machine")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "-1/2"})
    void whatIsNoShardIsRefused(String shard) throws IOException {
        Path file = Files.writeString(folder.resolve("shared.yaml"), FILE);

        assertThat(execute("run", file.toString(), "--shard", shard)).isEqualTo(Main.BAD_INPUT);

        assertThat(err.toString())
                .startsWith("error: --shard: a shard must be NUMBER/OF")
                .hasLineCount(1);
    }

    @Test
    void aCostStudyIsNotDivided() throws IOException {
        Path file = Path.of("configs", "cost-quick.yaml");

        assertThat(execute("run", file.toString(), "--shard", "1/2")).isEqualTo(Main.BAD_INPUT);

        assertThat(err.toString())
                .startsWith(
                        "error: --shard is not possible: a cost study compares times, so it must run on one otherwise idle machine");
    }
}
