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

/** Costs through products against the logarithm of each triplet, from triplets at the margin to such as cost next to nothing. */
class SoftplusByRowsTest {
    private static final int SAMPLES = 60;

    @ParameterizedTest
    @CsvSource({
        "false, 1, 1",
        "false, 1, 30",
        "false, 1, 250",
        "false, 250, 1",
        "false, 1, 900",
        "false, 900, 1",
        "false, 1e-3, 1e-3",
        "true, 1, 1.2",
        "true, 30, 31",
        "true, 600, 600"
    })
    void everyTripletCounts(boolean semiHard, double positive, double negative) {
        TripletLoss loss = (TripletLoss) new TripletLossProvider()
                .create(Parameters.of(Map.of(
                        "mining", semiHard ? "semi-hard" : "all", "form", "softplus", "margin", semiHard ? 2 : 0.2)));
        RandomStream random = RandomStream.of(11, "distances");
        int[] labels = new int[SAMPLES];
        double[] squared = new double[SAMPLES];
        for (int j = 1; j < SAMPLES; j++) {
            labels[j] = j < 20 ? 0 : 1;
            double distance = (j < 20 ? positive : negative) + random.nextDouble();
            squared[j] = distance * distance;
        }
        Anchor anchor = new Anchor(loss, DataType.FLOAT64, labels);
        Row row = new Row(DataType.FLOAT64, SAMPLES);
        System.arraycopy(squared, 0, row.doubles(), 0, SAMPLES);
        anchor.take(0, row);
        new SoftplusByRows(semiHard, SAMPLES).apply(anchor);

        double cost = 0;
        long mined = 0;
        long violating = 0;
        double[] slopes = new double[SAMPLES];
        for (int p = 1; p < 20; p++) {
            for (int n = 20; n < SAMPLES; n++) {
                double between = Math.sqrt(squared[n]) - Math.sqrt(squared[p]);
                if (!semiHard || (between > 0 && between <= loss.margin())) {
                    double violation = Math.sqrt(squared[p]) + loss.margin() - Math.sqrt(squared[n]);
                    cost += TripletForm.SOFTPLUS.cost(violation);
                    slopes[p] += TripletForm.SOFTPLUS.slope(violation);
                    slopes[n] += TripletForm.SOFTPLUS.slope(violation);
                    mined++;
                    violating += violation > 0 ? 1 : 0;
                }
            }
        }
        // What t = threshold - negative loses in rounding is all: e^t carries it on.
        double relative = 1e-15 * (50 + 4 * (positive + negative));
        assertThat(anchor.cost).isCloseTo(cost, within(relative * cost));
        assertThat(anchor.mined).isEqualTo(mined).isPositive();
        assertThat(anchor.violating).isEqualTo(violating);
        assertThat(anchor.active).isEqualTo(cost > 0 ? mined : 0);
        for (int p = 1; p < 20; p++) {
            assertThat(anchor.positiveSlopes[p - 1]).isCloseTo(slopes[p], within(relative * slopes[p]));
        }
        for (int n = 20; n < SAMPLES; n++) {
            assertThat(-anchor.negativeSlopes[n - 20]).isCloseTo(slopes[n], within(relative * slopes[n]));
        }
    }
}
