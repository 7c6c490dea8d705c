package org.metricloss.core.cosine;

import java.util.function.IntConsumer;
import org.metricloss.core.cosine.CosineSoftmax.Denominator;
import org.metricloss.core.host.Exponential;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.Row;

/** The cosines of each sample: replaced by the derivative of the mean loss by them, while value and counts are gathered. */
final class CosineSoftmaxRows {
    private final CosineSoftmax loss;
    private final HostArray cosines;
    private final UnitRows embeddings;
    private final UnitRows vectors;
    private final int[] labels;
    private final double[] given;
    private final int m;
    private final int classes;
    private final double[] values;
    private final double[] own;
    private final double[] along;
    private final int[] correct;

    CosineSoftmaxRows(
            CosineSoftmax loss,
            HostArray cosines,
            UnitRows embeddings,
            UnitRows vectors,
            int[] labels,
            double[] given) {
        this.loss = loss;
        this.cosines = cosines;
        this.embeddings = embeddings;
        this.vectors = vectors;
        this.labels = labels;
        this.given = given;
        m = labels.length;
        classes = cosines.columns() / loss.pooling().vectors();
        values = new double[m];
        own = new double[m];
        along = new double[m];
        correct = new int[m];
    }

    /** {@return the loss of each sample} */
    double[] values() {
        return values;
    }

    /** {@return the cosine of each sample with its own class, before the margin} */
    double[] own() {
        return own;
    }

    /** {@return the derivative along each unit embedding, if lengths count} */
    double[] along() {
        return along;
    }

    /** {@return 1 for each sample that is nearest to its own class, else 0} */
    int[] correct() {
        return correct;
    }

    /** {@return what handles rows on one thread} */
    IntConsumer worker() {
        Row row = new Row(cosines.type(), cosines.columns());
        Pooling.Worker pooling = loss.pooling().worker(cosines.type(), classes);
        Exponential exponential = new Exponential();
        UnitRows.Cosines exact = embeddings.cosines(vectors);
        return i -> {
            cosines.read(i, row, 0);
            Row pooled = pooling.pool(row);
            handle(i, pooled, loss.pooling().isLargest() ? largest(exact, i) : pooled.get(labels[i]), exponential);
            pooling.back(row);
            cosines.write(i, row, 0);
        };
    }

    /** {@return the largest cosine of a sample with the vectors of its class} */
    private double largest(UnitRows.Cosines exact, int i) {
        int perClass = loss.pooling().vectors();
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = labels[i] * perClass; j < (labels[i] + 1) * perClass; j++) {
            largest = Math.max(largest, exact.of(i, j));
        }
        return largest;
    }

    /** The own class is kept apart, so that 1 - p has all digits where p is near 1. */
    private void handle(int i, Row row, double exact, Exponential exponential) {
        int y = labels[i];
        double cosine = row.get(y);
        double target = loss.target().of(exact, given[i]);
        boolean all = loss.denominator() == Denominator.ALL;
        double factor = loss.scale() * (loss.lengths() == CosineSoftmax.Lengths.FACTOR ? embeddings.length(i) : 1);

        row.set(y, Double.NEGATIVE_INFINITY);
        double largest = row.max(0, classes);
        own[i] = cosine;
        correct[i] = cosine > largest || (cosine == largest && isFirst(row, largest, y)) ? 1 : 0;

        double shift = row.rounded(all ? Math.max(largest, target) : largest);
        exponential.replace(row, 0, classes, factor, shift);
        row.set(y, 0);
        double others = row.sum(0, classes);
        double logit = factor * (target - shift);
        double power = all ? Math.exp(logit) : 0;
        double total = power + others;
        if (total == 0) {
            // Nothing is in the denominator.
            row.clear(0, classes);
            return;
        }
        values[i] = power > others ? Math.log1p(others / power) : Math.log(total) - logit;
        // The derivative by the own logit is p - 1.
        double missing = others / total;
        row.multiply(0, classes, factor / m / total);
        double slope = loss.target().slope(exact, given[i]);
        row.set(y, -factor / m * missing * slope);
        along[i] = -loss.scale() / m * missing * (target - slope * exact);
    }

    /** {@return whether no class before y has that cosine} */
    private static boolean isFirst(Row row, double cosine, int y) {
        for (int j = 0; j < y; j++) {
            if (row.get(j) == cosine) {
                return false;
            }
        }
        return true;
    }
}
