package org.metricloss.loss.contrastive;

import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.anchor.AnchorFormula;
import org.metricloss.core.anchor.LogSumExp;
import org.metricloss.core.anchor.Places;
import org.metricloss.core.host.Row;

/**
 * {@link CircleLoss} on one thread. With s = 1 - D^2 / 2 the positives have w = max(0, margin + D^2 / 2) and the
 * exponent gamma w (D^2 / 2 - margin), the negatives w = max(0, 1 + margin - D^2 / 2) and gamma w (1 - margin - D^2 /
 * 2).
 */
final class CircleAnchors implements AnchorFormula.Worker {
    private final CircleLoss loss;
    private final LogSumExp powers = new LogSumExp();

    CircleAnchors(CircleLoss loss) {
        this.loss = loss;
    }

    @Override
    public void handle(Anchor anchor) {
        if (anchor.positives().count() == 0 || anchor.negatives().count() == 0) {
            return;
        }
        Row exponents = anchor.squaredDistances();
        Row weights = anchor.weights();
        double margin = loss.margin();
        exponents(exponents, weights, anchor.positives(), 1, margin, -margin);
        exponents(exponents, weights, anchor.negatives(), -1, 1 + margin, 1 - margin);
        double positive = powers.of(exponents, anchor.positives(), loss.gamma());
        double ofPositives = 0.5 * loss.gamma() / powers.sum();
        double negative = powers.of(exponents, anchor.negatives(), loss.gamma());
        double ofNegatives = -0.5 * loss.gamma() / powers.sum();
        double slope = LogSumExp.slopeWithOne(positive + negative);
        anchor.positives().multiply(weights, exponents, slope * ofPositives);
        anchor.negatives().multiply(weights, exponents, slope * ofNegatives);
        double cost = LogSumExp.withOne(positive + negative);
        anchor.cost(cost, anchor.others().count());
        anchor.tally(CircleLoss.ACTIVE_ANCHORS, cost > 0 ? 1 : 0);
    }

    /**
     * Replaces each D^2 by w (sign D^2 / 2 + shift) and writes w = max(0, sign D^2 / 2 + offset).
     */
    private static void exponents(Row row, Row w, Places places, double sign, double offset, double shift) {
        exponents(row, w, places.from(), places.to(), 0.5 * sign, offset, shift);
        exponents(row, w, places.secondFrom(), places.secondTo(), 0.5 * sign, offset, shift);
    }

    private static void exponents(Row row, Row w, int from, int to, double factor, double offset, double shift) {
        if (row.singles() != null) {
            exponents(row.singles(), w.singles(), from, to, (float) factor, (float) offset, (float) shift);
        } else {
            exponents(row.doubles(), w.doubles(), from, to, factor, offset, shift);
        }
    }

    private static void exponents(float[] row, float[] w, int from, int to, float factor, float offset, float shift) {
        for (int j = from; j < to; j++) {
            float similarity = factor * row[j];
            w[j] = Math.max(0, similarity + offset);
            row[j] = w[j] * (similarity + shift);
        }
    }

    private static void exponents(
            double[] row, double[] w, int from, int to, double factor, double offset, double shift) {
        for (int j = from; j < to; j++) {
            double similarity = factor * row[j];
            w[j] = Math.max(0, similarity + offset);
            row[j] = w[j] * (similarity + shift);
        }
    }
}
