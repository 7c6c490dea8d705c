package org.metricloss.cluster.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.metricloss.experiments.cli.Main;
import org.metricloss.experiments.work.ItemFiles;
import org.metricloss.experiments.work.Study;
import org.metricloss.formats.SealedJson;
import org.metricloss.formats.Sha256;
import org.metricloss.results.record.ArtifactRecord;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.store.FolderTree;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/**
 * How fast the driver verifies and writes what executors send. Generated items arrive as fast as they are taken: their records are
 * those of a small trial under other names, their artifacts are random bytes. Printed are items and bytes per second and the
 * heap that is in use after a collection, tenth by tenth of the run.
 */
public final class ArrivalSpeed {
    private static final String FILE = """
            name: one
            dataset: digits
            network: {name: mlp, embedding: 2}
            batch: {size: 100}
            optimizer: {type: sgd, learningRate: 0.05}
            budget: {epochs: 10}
            seeds: [1]
            threads: 1
            objectives:
              softmax: [{loss: softmax}]
            """;

    private ArrivalSpeed() {}

    /** @param arguments the number of items, and the bytes of the artifacts of each */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        byte[] artifact = new byte[Integer.parseInt(arguments[1])];
        new Random(1).nextBytes(artifact);
        Path folder = Files.createTempDirectory("arrivals");
        try {
            TrialRecord record = record(folder);
            RunFolder run = RunFolder.create(folder, manifest(folder, count));
            List<String> recorded = new ArrayList<>();
            long start = System.nanoTime();
            long tenth = start;
            try (Arrivals arrivals = new Arrivals(Study.of(run), run, ended -> recorded.add(ended.id()))) {
                for (int i = 1; i <= count; i++) {
                    arrivals.add(item(record, id(i), artifact));
                    if (i % Math.max(1, count / 10) == 0) {
                        tell(i, count / 10, artifact.length, System.nanoTime() - tenth);
                        tenth = System.nanoTime();
                    }
                }
            }
            double seconds = (System.nanoTime() - start) * 1e-9;
            System.out.printf(
                    Locale.ROOT,
                    "%d items of %.1f MB in %.1f s: %.1f per second, %.1f MB per second%n",
                    recorded.size(),
                    artifact.length * 1e-6,
                    seconds,
                    count / seconds,
                    count / seconds * artifact.length * 1e-6);
        } finally {
            FolderTree.delete(folder);
        }
    }

    private static void tell(int arrived, int items, long bytes, long nanos) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%7d arrived: %.1f per second, %.1f MB per second, heap in use %d MiB%n",
                arrived,
                items / (nanos * 1e-9),
                items / (nanos * 1e-9) * bytes * 1e-6,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static String id(int number) {
        return "softmax.djl.seed-" + number;
    }

    private static RunFolder small(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("one"))) {
            return RunFolder.open(all.findFirst().orElseThrow());
        }
    }

    private static TrialRecord record(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("one.yaml"), FILE);
        Main.main(new String[] {"run", file.toString(), "--results", folder.toString(), "--quiet", "--workers", "0"});
        return small(folder).records(TrialRecord.class).get(0);
    }

    private static Manifest manifest(Path folder, int count) throws IOException {
        Manifest one = small(folder).manifest();
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ids.add(id(i));
        }
        return new Manifest(
                one.format(),
                one.study(),
                "many",
                one.created(),
                one.experiment(),
                one.experimentSha256(),
                one.versions(),
                one.machine(),
                one.dataSha256(),
                one.gitCommit(),
                ids,
                one.command(),
                one.baseline(),
                one.source(),
                one.measures(),
                one.shard(),
                one.classNames(),
                one.warnings());
    }

    private static ItemFiles item(TrialRecord record, String id, byte[] artifact) {
        TrialRecord renamed = new TrialRecord(
                record.format(),
                id,
                record.setup(),
                record.status(),
                record.reason(),
                record.cost(),
                record.epochs(),
                record.measures(),
                record.trained(),
                Optional.of(Map.of("epoch-001.npz", new ArtifactRecord(artifact.length, Sha256.of(artifact)))),
                record.lostAttempts(),
                record.ranOn());
        // Every arrival has bytes of its own, as if it came from the network.
        return new ItemFiles(id, SealedJson.seal(renamed), Map.of("epoch-001.npz", artifact.clone()));
    }
}
