package org.metricloss.results.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.SampleCost;
import org.metricloss.results.SampleRun;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;

class CostSummaryTest {
    private final CostSummary study = CostSummary.of(SampleCost.manifest(), SampleCost.records());

    private PointSummary point(String loss, String algorithm, int samples) {
        return study.points().stream()
                .filter(point -> point.setup().loss().equals(loss)
                        && point.setup().algorithm().equals(algorithm)
                        && point.setup().samples() == samples)
                .findFirst()
                .orElseThrow();
    }

    private static PhaseCost phase(PointSummary point, String name) {
        return point.phase(name).orElseThrow();
    }

    @Test
    void roundsAreTheUnitOfReplication() {
        PhaseCost total = phase(point("triplet", "exact", 64), PhaseCost.TOTAL);
        // The rounds' medians over three repeats are x and 1.1 x, with x = 2e-7 n^2.
        double x = 2e-7 * 64 * 64;
        assertThat(total.medianSeconds()).isCloseTo(1.05 * x, within(1e-12));
        assertThat(total.rounds()).isEqualTo(2);
        assertThat(total.repeats()).isEqualTo(6);
        assertThat(total.few()).hasSize(2);
        assertThat(total.few().get(0)).isCloseTo(x, within(1e-12));
        assertThat(total.few().get(1)).isCloseTo(1.1 * x, within(1e-12));
        assertThat(total.interval()).isEmpty();
        assertThat(total.gcCount()).isEqualTo(2);
        assertThat(total.gcSeconds()).isCloseTo(0.004, within(1e-12));
    }

    @Test
    void phasesAreWhatEachStageTakesLongerThanTheOneBefore() {
        PointSummary point = point("triplet", "exact", 64);
        double total = phase(point, PhaseCost.TOTAL).medianSeconds();
        assertThat(point.phases())
                .extracting(PhaseCost::phase)
                .containsExactly("total", "distances", "mining+value", "gradient", "epoch");
        assertThat(phase(point, "distances").medianSeconds()).isCloseTo(0.25 * total, within(1e-12));
        assertThat(phase(point, "mining+value").medianSeconds()).isCloseTo(0.5 * total, within(1e-12));
        assertThat(phase(point, "gradient").medianSeconds()).isCloseTo(0.25 * total, within(1e-12));
    }

    @Test
    void allListedTuplesAreAsManyStepsAsItTakes() {
        PointSummary point = point("triplet", "explicit", 64);
        // 64 anchors, 15 positives each, 48 negatives each; ten of them in a step.
        assertThat(point.setup().triplets()).isEqualTo(64 * 15 * 48);
        double step = phase(point, PhaseCost.TOTAL).medianSeconds();
        assertThat(phase(point, PhaseCost.EPOCH).medianSeconds()).isCloseTo(4608 * step, within(1e-9));
    }

    @Test
    void otherLossesTakeEachImageThroughTheNetworkOnce() {
        PointSummary point = point("triplet", "exact", 256);
        // The network alone takes 0.03 s, and 10% more in the second round, for 30 images.
        double network = 256 * 1.05 * 0.03 / 30;
        assertThat(phase(point, PhaseCost.EPOCH).medianSeconds())
                .isCloseTo(network + phase(point, PhaseCost.TOTAL).medianSeconds(), within(1e-12));
    }

    /** It rests on the network's time too, which other processes measured. */
    @Test
    void onlyWhatOnePointMeasuredShowsItsRounds() {
        assertThat(phase(point("triplet", "exact", 256), PhaseCost.TOTAL).few()).hasSize(2);
        assertThat(phase(point("triplet", "exact", 256), PhaseCost.EPOCH).few()).isEmpty();
        PhaseCost step = phase(point("triplet", "explicit", 64), PhaseCost.TOTAL);
        assertThat(phase(point("triplet", "explicit", 64), PhaseCost.EPOCH).few())
                .hasSize(2)
                .satisfies(rounds ->
                        assertThat(rounds.get(0)).isCloseTo(4608 * step.few().get(0), within(1e-9)));
    }

    @Test
    void sharesOfPhasesLieBetweenZeroAndOneAndMakeOne() {
        int pointsWithShares = 0;
        for (PointSummary point : study.points()) {
            List<Double> shares = point.phases().stream()
                    .flatMap(phase -> point.share(phase.phase()).stream())
                    .toList();
            assertThat(shares).allMatch(share -> share >= 0 && share <= 1);
            if (!shares.isEmpty()) {
                assertThat(shares.stream().mapToDouble(share -> share).sum()).isCloseTo(1, within(1e-9));
                pointsWithShares++;
            }
        }
        assertThat(pointsWithShares).isGreaterThan(10);
    }

    @Test
    void baselineStandsBesideWhereTheSameSamplesWentThrough() {
        assertThat(phase(point("center", "direct", 64), PhaseCost.TOTAL)
                        .timesBaseline()
                        .orElseThrow())
                .isEqualTo(1);
        // 2e-7 64^2 against 1e-5 64.
        assertThat(phase(point("triplet", "exact", 64), PhaseCost.TOTAL)
                        .timesBaseline()
                        .orElseThrow())
                .isCloseTo(1.28, within(1e-9));
        assertThat(phase(point("triplet", "explicit", 64), PhaseCost.TOTAL).timesBaseline())
                .isEmpty();
        assertThat(phase(point("triplet", "explicit", 64), PhaseCost.EPOCH)
                        .timesBaseline()
                        .orElseThrow())
                .isGreaterThan(100);
    }

    @Test
    void pointsWithoutAResultAreKeptAndDoNotEnterExponents() {
        PointSummary unfit = point("triplet", "enumerate", 256);
        assertThat(unfit.status()).isEqualTo(TrialStatus.OUT_OF_MEMORY);
        assertThat(unfit.reason().orElseThrow()).endsWith("(in 2 of 2 rounds)");
        assertThat(unfit.phases()).isEmpty();
        Growth growth = study.growths().stream()
                .filter(each -> each.series().algorithm().equals("enumerate")
                        && each.quantity().equals(PhaseCost.TOTAL))
                .findFirst()
                .orElseThrow();
        assertThat(growth.sizes()).doesNotContain(256).contains(128);
        assertThat(growth.reason()).isPresent();
        assertThat(study.unfinished()).hasSize(3);
        assertThat(study.failures()).extracting(PointRecord::id).containsExactly("odd.djl.n-64.round-1");
    }

    @Test
    void exponentsOfTheClosedFormAreThoseItWasMadeWith() {
        assertThat(exponent("triplet", "exact", PhaseCost.TOTAL)).isCloseTo(2, within(1e-9));
        assertThat(exponent("triplet", "exact", "distances")).isCloseTo(2, within(1e-9));
        assertThat(exponent("center", "direct", PhaseCost.TOTAL)).isCloseTo(1, within(1e-9));
        // The network dominates: each image goes through it once.
        assertThat(exponent("triplet", "exact", PhaseCost.EPOCH)).isBetween(1.0, 1.1);
    }

    private double exponent(String loss, String algorithm, String quantity) {
        Growth growth = study.growths().stream()
                .filter(each -> each.series().loss().equals(loss)
                        && each.series().algorithm().equals(algorithm)
                        && each.quantity().equals(quantity))
                .findFirst()
                .orElseThrow();
        assertThat(growth.sizes()).containsExactly(32, 48, 64, 128, 256);
        return growth.slope().orElseThrow().slope();
    }

    @Test
    void recordsAreReadBackFromTheirFolder(@TempDir Path folder) {
        Manifest manifest = SampleCost.manifest();
        assertThat(manifest.study()).isEqualTo("cost");
        assertThat(SampleRun.manifest().study()).isEqualTo("training");
        RunFolder run = RunFolder.create(folder, manifest);
        List<PointRecord> records = SampleCost.records();
        records.forEach(run::write);
        assertThat(run.missing()).isEmpty();
        assertThat(RunFolder.open(run.path()).records(PointRecord.class)).isEqualTo(records);
    }
}
