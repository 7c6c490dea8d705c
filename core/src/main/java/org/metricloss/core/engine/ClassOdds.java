package org.metricloss.core.engine;

import org.metricloss.core.tensor.Tensor;

/**
 * The log-odds of a classifier against the class of each sample:
 *
 * <pre>{@code o_i = log( sum_{j != y_i} exp(z_ij) ) - z_i,yi = log( (1 - p_i) / p_i )}</pre>
 *
 * with the logits z and the probability p_i of the own class. The softmax loss is softplus(o_i) and its gradient sigmoid(o_i) =
 * 1 - p_i times that of o_i. In float32 the gradient of the loss is 0 or wrong once p_i rounds to 1, that of o_i is not.
 */
public final class ClassOdds {
    private ClassOdds() {}

    /**
     * {@return the sum of the log-odds over the samples, a scalar; samples with a single class add nothing}
     *
     * @param logits [m, classes]
     * @param labels INT64 [m], the class of each sample
     */
    public static Tensor against(Tensor logits, Tensor labels) {
        int m = logits.shape().size(0);
        int classes = logits.shape().size(1);
        if (classes == 1) {
            return logits.mul(0).sum();
        }
        Tensor others = labels.range(classes).equalTo(labels.reshape(m, 1)).not();
        Tensor own = logits.pick(labels).reshape(m, 1);
        return logits.sub(own).logSumExp(others).sum();
    }
}
