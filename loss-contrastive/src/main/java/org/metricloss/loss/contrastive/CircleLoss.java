package org.metricloss.loss.contrastive;

import org.metricloss.core.anchor.AnchorLoss;
import org.metricloss.core.anchor.AnchorSums;
import org.metricloss.core.array.DataType;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.Range;
import org.metricloss.core.tensor.Tensor;

/**
 * Circle loss with pair labels (Sun et al.: Circle Loss: A Unified Perspective of Pair Similarity Optimization, CVPR
 * 2020, equations 4 to 6). With the cosine s, an anchor a that has positives and negatives costs
 *
 * <pre>{@code
 * log(1 + sum_n exp(gamma w_n (s_an - margin)) sum_p exp(-gamma w_p (s_ap - 1 + margin)))
 * w_p = max(0, 1 + margin - s_ap),   w_n = max(0, s_an + margin)
 * }</pre>
 *
 * <p>The self-paced weights w are constants for the gradient, as in the paper, so that the gradient is not the
 * derivative of the value. The value is the mean over the anchors with a cost above 0. A batch without positives or
 * without negatives costs 0.
 *
 * @param margin the relaxation m, in [0, 1]
 * @param gamma the scale, in [1e-6, 1e6]
 */
public record CircleLoss(double margin, double gamma) implements AnchorLoss {
    /** The range of the margin. */
    public static final Range MARGIN = Range.between(0, 1);
    /** The range of the scale. */
    public static final Range GAMMA = Range.scale();

    static final int ACTIVE_ANCHORS = 2;

    /** Checks the ranges. */
    public CircleLoss {
        MARGIN.require("margin", margin);
        GAMMA.require("gamma", gamma);
    }

    @Override
    public boolean needsTwoOfAClass() {
        return true;
    }

    @Override
    public boolean normalize() {
        return true;
    }

    @Override
    public int tallies() {
        return 3;
    }

    @Override
    public Worker worker(DataType type, int references, int dimension) {
        return new CircleAnchors(this);
    }

    @Override
    public Tensor reduce(AnchorSums sums, LossInput input) {
        return sums.costOver(sums.tallies().get(ACTIVE_ANCHORS));
    }

    /** All ordered pairs of an anchor that has positives and negatives. */
    @Override
    public long tuples(BatchProfile batch) {
        return batch.anchors() * (batch.samples() - 1);
    }
}
