package org.metricloss.loss.proxy;

import java.util.Arrays;
import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.cosine.UnitRows;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Sums;

/**
 * The regularizer of {@link SoftTripleLoss}: tau / (C K (K-1)) times the sum over classes of the Euclidean distances between two of
 * their centers, at length 1. The argument is the centers [C K, d]; results are the value and the derivative by the centers,
 * to which centers at the same place add nothing.
 *
 * @param type the centers' type
 * @param classes C
 * @param perClass K, at least 2
 * @param d the dimension
 * @param tau the weight
 */
record CenterDistances(DataType type, int classes, int perClass, int d, double tau) implements HostFunction {
    @Override
    public List<Result> results() {
        return List.of(new Result(type, Shape.of()), new Result(type, Shape.of(classes * perClass, d)));
    }

    @Override
    public void compute(HostCall call) {
        UnitRows centers = UnitRows.of(call, call.argument(0));
        HostArray byUnits = call.allocate(type, classes * perClass, d);
        double factor = tau / classes / perClass / (perClass - 1);
        double[] sums = new double[classes];
        Parallel.rows(call.threads(), classes, Parallel.grain(perClass * d), () -> {
            HostArray.Rows from = centers.units().cursor();
            HostArray.Rows to = byUnits.cursor();
            double[][] own = new double[perClass][d];
            double[][] gradients = new double[perClass][d];
            return c -> {
                for (int k = 0; k < perClass; k++) {
                    from.read(c * perClass + k, own[k], 0);
                    Arrays.fill(gradients[k], 0);
                }
                double sum = 0;
                for (int s = 0; s < perClass; s++) {
                    for (int t = s + 1; t < perClass; t++) {
                        double distance = distance(own[s], own[t]);
                        sum += distance;
                        if (distance > 0) {
                            move(own[s], own[t], factor / distance, gradients[s], gradients[t]);
                        }
                    }
                }
                sums[c] = sum;
                for (int k = 0; k < perClass; k++) {
                    to.write(c * perClass + k, gradients[k], 0);
                }
            };
        });
        centers.backThroughDirections(byUnits, call.result(1));
        call.result(0).set(0, factor * Sums.of(sums, 0, classes));
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return Math.sqrt(sum);
    }

    private static void move(double[] a, double[] b, double weight, double[] byA, double[] byB) {
        for (int k = 0; k < a.length; k++) {
            double step = weight * (a[k] - b[k]);
            byA[k] += step;
            byB[k] -= step;
        }
    }
}
