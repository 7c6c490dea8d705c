package org.metricloss.loss.triplet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Row;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.random.RandomStream;

class HingeByThresholdsTest {
    private static final int SAMPLES = 300;
    private static final int POSITIVES = 60;
    private static final double MARGIN = 0.2;

    /**
     * Against every triplet by itself.
     *
     * @param spread the standard deviation of the distances around 1.4: at 0 all are equal
     * @param special what the distances of the first positive and of the first negative are
     */
    @ParameterizedTest
    @CsvSource({
        "false, 0.1, 1.4, 1.4",
        "true,  0.1, 1.4, 1.4",
        "false, 0,   1.4, 1.4",
        "true,  0,   1.4, 1.5",
        "false, 0.1, 0,   0",
        "true,  0.1, 0,   0",
        "false, 0.1, 1.4, Infinity",
        "true,  0.1, 1.4, Infinity",
        "false, 0,   1.3, Infinity"
    })
    void everyTripletCounts(boolean semiHard, double spread, double positive, double negative) {
        TripletLoss loss = (TripletLoss) new TripletLossProvider()
                .create(Parameters.of(Map.of("mining", semiHard ? "semi-hard" : "all", "margin", MARGIN)));
        RandomStream random = RandomStream.of(11, "distances");
        int[] labels = new int[SAMPLES];
        double[] distances = new double[SAMPLES];
        Row row = new Row(DataType.FLOAT64, SAMPLES);
        for (int j = 1; j < SAMPLES; j++) {
            labels[j] = j <= POSITIVES ? 0 : 1;
            double distance = 1.4 + spread * random.nextGaussian();
            double chosen = j == 1 ? positive : j == POSITIVES + 1 ? negative : distance;
            row.set(j, chosen * chosen);
            distances[j] = Math.sqrt(chosen * chosen);
        }
        Anchor anchor = new Anchor(loss, DataType.FLOAT64, labels);
        anchor.take(0, row);
        new HingeByThresholds(semiHard, SAMPLES).apply(anchor);

        double cost = 0;
        long active = 0;
        long mined = 0;
        double[] slopes = new double[SAMPLES];
        for (int p = 1; p <= POSITIVES; p++) {
            for (int n = POSITIVES + 1; n < SAMPLES; n++) {
                double threshold = distances[p] + MARGIN;
                boolean taken = !semiHard || (distances[p] < distances[n] && distances[n] <= threshold);
                mined += taken ? 1 : 0;
                if (taken && distances[n] < threshold) {
                    cost += threshold - distances[n];
                    active++;
                    slopes[p]++;
                    slopes[n]--;
                }
            }
        }
        assertThat(active).isPositive();
        assertThat(anchor.cost).isCloseTo(cost, within(1e-11 * Math.max(1, cost)));
        assertThat(anchor.active).isEqualTo(active);
        assertThat(anchor.violating).isEqualTo(active);
        assertThat(anchor.mined).isEqualTo(mined);
        for (int p = 0; p < anchor.positiveCount; p++) {
            assertThat(anchor.positiveSlopes[p]).isEqualTo(slopes[anchor.positiveRow(p)]);
        }
        for (int n = 0; n < anchor.negativeCount; n++) {
            assertThat(anchor.negativeSlopes[n]).isEqualTo(slopes[anchor.negativeRow(n)]);
        }
    }
}
