package org.metricloss.core.anchor;

import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Row;
import org.metricloss.core.pair.PairKernel;

/**
 * Shows a formula one row of distances after the other.
 *
 * @param formula the formula
 * @param numbers what is kept of the anchors
 * @param type the type of the embeddings
 * @param references the number of references
 * @param dimension the dimension
 * @param ahead whether this is the look ahead, which has no gradient
 */
record AnchorKernel(
        AnchorFormula formula, AnchorNumbers numbers, DataType type, int references, int dimension, boolean ahead)
        implements PairKernel {
    @Override
    public boolean unordered() {
        return false;
    }

    @Override
    public int groups() {
        return ahead ? 0 : 1;
    }

    @Override
    public Worker worker() {
        AnchorFormula.Worker worker = formula.worker(type, references, dimension);
        Anchor anchor = new Anchor(numbers, type, references);
        return ahead
                ? (i, from, squaredDistances, weights) -> {
                    anchor.take(i, squaredDistances);
                    worker.lookAhead(anchor);
                }
                : (int i, int from, Row squaredDistances, Row[] weights) -> {
                    anchor.take(i, squaredDistances, weights[0]);
                    worker.handle(anchor);
                };
    }
}
