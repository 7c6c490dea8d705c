package org.metricloss.loss.center;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.PlainResult;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.loss.center.CenterUpdate.BatchScaled;
import org.metricloss.loss.center.CenterUpdate.Gradient;
import org.metricloss.loss.center.CenterUpdate.Paper;
import org.metricloss.loss.center.CenterUpdate.Solver;

class CenterLossContractTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        Map<String, MetricLoss> losses = new LinkedHashMap<>();
        losses.put("paper, mean", new CenterLoss(new Paper(0.5), CenterReduction.MEAN));
        losses.put("paper, sum", new CenterLoss(new Paper(0.5), CenterReduction.SUM));
        losses.put("batch-scaled, sum", new CenterLoss(new BatchScaled(1), CenterReduction.SUM));
        losses.put("gradient, mean", new CenterLoss(new Gradient(2), CenterReduction.MEAN));
        losses.put("gradient, sum", new CenterLoss(new Gradient(1), CenterReduction.SUM));
        losses.put("solver, mean", new CenterLoss(new Solver(0.5, 0.9, 0.125), CenterReduction.MEAN));
        losses.put("solver without momentum, sum", new CenterLoss(new Solver(0.5, 0, 0), CenterReduction.SUM));
        return losses;
    }

    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch) {
        CenterLoss center = (CenterLoss) loss;
        int m = batch.samples();
        double[][] centers = batch.state().get("centers");
        double sum = 0;
        int active = 0;
        for (int i = 0; i < m; i++) {
            double squaredDistance = 0;
            for (int k = 0; k < centers[0].length; k++) {
                squaredDistance += Math.pow(batch.embeddings()[i][k] - centers[batch.labels()[i]][k], 2);
            }
            sum += squaredDistance;
            active += squaredDistance > 0 ? 1 : 0;
        }
        double value = center.reduction() == CenterReduction.MEAN ? sum / m / 2 : sum / 2;
        return new PlainResult(
                value, Optional.of(new PlainResult.Tuples(m, active)), nextState(center.update(), batch, centers));
    }

    private static Map<String, DoubleArray> nextState(CenterUpdate update, PlainBatch batch, double[][] centers) {
        Map<String, DoubleArray> next = new HashMap<>();
        next.put("staleness", staleness(batch));
        if (update instanceof Paper paper) {
            next.put("centers", minus(centers, delta(batch, centers, paper.alpha())));
        } else if (update instanceof BatchScaled scaled) {
            next.put("centers", minus(centers, delta(batch, centers, scaled.alpha() / batch.samples())));
        } else if (update instanceof Solver solver) {
            double steps = batch.state().get("steps")[0][0];
            double rate = solver.alpha() / (1 + solver.decay() * steps);
            double[][] velocity = delta(batch, centers, rate);
            for (int j = 0; j < centers.length; j++) {
                for (int k = 0; k < centers[0].length; k++) {
                    velocity[j][k] += solver.momentum() * batch.state().get("velocity")[j][k];
                }
            }
            next.put("velocity", minus(velocity, new double[centers.length][centers[0].length]));
            next.put("centers", minus(centers, velocity));
            next.put("steps", DoubleArray.of(Shape.of(1), steps + 1));
        }
        return next;
    }

    private static DoubleArray staleness(PlainBatch batch) {
        double[] staleness = batch.state().get("staleness")[0].clone();
        for (int j = 0; j < staleness.length; j++) {
            staleness[j]++;
        }
        for (int label : batch.labels()) {
            staleness[label] = 0;
        }
        return DoubleArray.of(Shape.of(staleness.length), staleness);
    }

    /** Equation 4 of the paper times a rate, one coordinate of one center at a time. */
    private static double[][] delta(PlainBatch batch, double[][] centers, double rate) {
        double[][] delta = new double[centers.length][centers[0].length];
        for (int j = 0; j < centers.length; j++) {
            for (int k = 0; k < centers[0].length; k++) {
                double numerator = 0;
                double denominator = 1;
                for (int i = 0; i < batch.samples(); i++) {
                    if (batch.labels()[i] == j) {
                        numerator += centers[j][k] - batch.embeddings()[i][k];
                        denominator++;
                    }
                }
                delta[j][k] = rate * numerator / denominator;
            }
        }
        return delta;
    }

    private static DoubleArray minus(double[][] from, double[][] step) {
        int d = from[0].length;
        double[] difference = new double[from.length * d];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = from[i / d][i % d] - step[i / d][i % d];
        }
        return DoubleArray.of(Shape.of(from.length, d), difference);
    }
}
