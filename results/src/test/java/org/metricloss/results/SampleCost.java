package org.metricloss.results;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.formats.Sha256;
import org.metricloss.results.cost.PointCost;
import org.metricloss.results.cost.PointRecord;
import org.metricloss.results.cost.PointSetup;
import org.metricloss.results.cost.PointSetup.ListedTuples;
import org.metricloss.results.cost.TimedWork;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.Term;
import org.metricloss.results.record.TrialStatus;

/**
 * A small cost study with what real ones bring: a baseline of O(n), triplets by closed form and by enumeration, of which the largest
 * does not fit, listed triplets, and a point that failed in one of its two rounds.
 */
public final class SampleCost {
    private static final int CLASSES = 4;
    private static final double EMPTY_STEP = 5e-6;

    private SampleCost() {}

    public static Manifest manifest() {
        String experiment = "{\n  \"study\": \"cost\",\n  \"name\": \"sample-cost\"\n}\n";
        return new Manifest(
                Manifest.FORMAT,
                "cost",
                "sample-cost",
                Instant.parse("2026-01-31T12:34:56.789Z").toString(),
                experiment,
                Sha256.of(experiment),
                Map.of("metricloss", "0.1.0"),
                new Machine("Linux 6.1", "amd64", "Example CPU @ 2.00GHz", 2, 8L << 30),
                Map.of(),
                Optional.empty(),
                records().stream().map(PointRecord::id).toList(),
                "metricloss run sample-cost.yaml",
                "center",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Two rounds of every point, the second a tenth slower, in an order that is not that of the sizes. */
    public static List<PointRecord> records() {
        List<PointRecord> records = new ArrayList<>();
        for (int round = 1; round <= 2; round++) {
            double pace = round == 1 ? 1 : 1.1;
            for (int n : new int[] {256, 32, 128, 64, 48}) {
                records.add(direct(n, round, pace));
                records.add(triplets("exact", n, round, pace * 2e-7 * n * n, 2));
                records.add(
                        n == 256
                                ? PointRecord.unfinished(
                                        "triplet.enumerate.djl.n-256.round-" + round,
                                        setup("triplet", "enumerate", n, 4_128_768, Optional.empty()),
                                        round,
                                        TrialStatus.OUT_OF_MEMORY,
                                        "not measured: it would need about 4.0 GiB, the limit is 1.0 GiB (given)",
                                        0)
                                : triplets("enumerate", n, round, pace * 1e-8 * n * n * n, 3));
            }
            records.add(listed(64, round, pace));
        }
        records.add(PointRecord.unfinished(
                "odd.djl.n-64.round-1",
                setup("odd | *name*", "direct", 64, 0, Optional.empty()),
                1,
                TrialStatus.FAILED,
                "java.lang.IllegalStateException: <script>",
                1.5));
        return records;
    }

    private static PointRecord direct(int n, int round, double pace) {
        double seconds = pace * 1e-5 * n;
        return PointRecord.finished(
                "center.direct.djl.n-" + n + ".round-" + round,
                setup("center", "direct", n, n, Optional.empty()),
                round,
                cost(
                        List.of(work("value+gradient", 1, 0.75 * seconds), work("state", 0, seconds)),
                        Optional.empty(),
                        Optional.empty(),
                        n));
    }

    private static PointRecord triplets(String algorithm, int n, int round, double seconds, int exponent) {
        long touched = setup("triplet", algorithm, n, 0, Optional.empty()).triplets();
        return PointRecord.finished(
                "triplet." + algorithm + ".djl.n-" + n + ".round-" + round,
                setup("triplet", algorithm, n, touched, Optional.empty()),
                round,
                cost(
                        List.of(
                                work("distances", 2, 0.25 * seconds),
                                work("mining+value", exponent, 0.75 * seconds),
                                work("gradient", 2, seconds)),
                        Optional.empty(),
                        Optional.empty(),
                        touched));
    }

    private static PointRecord listed(int n, int round, double pace) {
        return PointRecord.finished(
                "triplet.explicit.djl.n-" + n + ".round-" + round,
                setup("triplet", "explicit", n, 10, Optional.of(new ListedTuples("triplets", 3, 10, "lenet"))),
                round,
                cost(
                        List.of(work("distances", 1, pace * 1e-4), work("value", 1, pace * 2e-4)),
                        Optional.of(work("step", 0, pace * 0.035)),
                        Optional.of(work("network", 0, pace * 0.03)),
                        10));
    }

    private static PointSetup setup(String loss, String algorithm, int n, long touched, Optional<ListedTuples> listed) {
        long perClass = n / CLASSES;
        return new PointSetup(
                loss,
                new Term(loss.equals("center") ? "center" : "triplet", 1, Map.of("margin", "0.2")),
                algorithm,
                "djl",
                2,
                n,
                16,
                CLASSES,
                true,
                (long) n * (n - 1) / 2,
                n * (perClass - 1) * (n - perClass),
                touched,
                4L * n * 16,
                listed);
    }

    private static PointCost cost(
            List<TimedWork> stages, Optional<TimedWork> step, Optional<TimedWork> network, long counted) {
        return new PointCost(
                stages, step, network, 3e-8, EMPTY_STEP, Optional.of(counted), Optional.of(counted * 8), 2.5);
    }

    /** Three repeats, the middle one as given, with one garbage collection among them. */
    private static TimedWork work(String name, int exponent, double seconds) {
        return new TimedWork(name, exponent, List.of(1.5 * seconds, seconds, 0.9 * seconds), 1, 0.002);
    }
}
