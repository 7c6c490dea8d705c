package org.metricloss.loss.proxy;

import java.util.List;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.cosine.CosineLoss;
import org.metricloss.core.cosine.CosineSoftmax;
import org.metricloss.core.cosine.Pooling;
import org.metricloss.core.cosine.TargetCosine;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Range;
import org.metricloss.core.tensor.Tensor;

/**
 * SoftTriple (Qian, Shang, Sun, Hu, Li, Jin: SoftTriple Loss: Deep Metric Learning Without Triplet Sampling, ICCV 2019): a softmax over
 * the similarities to the classes, each of which has K learned centers,
 *
 * <pre>{@code
 * L    = -1/m sum_i log( exp(lambda (S_i,yi - margin)) / (exp(lambda (S_i,yi - margin)) + sum_{j != yi} exp(lambda S_ij)) )
 *        + tau / (C K (K-1)) sum_j sum_{s < t} sqrt(2 - 2 w_js . w_jt)
 * S_ij = sum_k q_k x_i . w_jk,   q = softmax_k(x_i . w_jk / gamma)
 * }</pre>
 *
 * with embeddings and centers at length 1, and C classes. The second line draws the centers of a class together, so that a class keeps
 * as many different ones as it needs; the Python library leaves it out by default (tau = 0).
 *
 * @param centers K, at least 1
 * @param lambda the scale, in [1e-6, 1e6]
 * @param gamma in [1e-6, 1e6]
 * @param margin in [0, 2]
 * @param tau the weight of the distances between centers, at least 0
 * @param learningRateFactor times the optimizer's learning rate for the centers, in [1e-6, 1e6]
 */
public record SoftTripleLoss(
        int centers, double lambda, double gamma, double margin, double tau, double learningRateFactor)
        implements CosineLoss {
    /** The range of the number of centers. */
    public static final Range CENTERS = Range.atLeast(1);
    /** The range of lambda and gamma. */
    public static final Range SHARPNESS = Range.scale();
    /** The range of the margin. */
    public static final Range MARGIN = Range.between(0, 2);
    /** The range of tau. */
    public static final Range TAU = Range.atLeast(0);

    /** Checks the ranges. */
    public SoftTripleLoss {
        CENTERS.require("centers", centers);
        SHARPNESS.require("lambda", lambda);
        SHARPNESS.require("gamma", gamma);
        MARGIN.require("margin", margin);
        TAU.require("tau", tau);
        Proxies.LEARNING_RATE_FACTOR.require("learningRateFactor", learningRateFactor);
    }

    @Override
    public LossState.Learned vectors(LossSetting setting) {
        return Proxies.state(setting, centers, learningRateFactor);
    }

    @Override
    public CosineSoftmax softmax() {
        return new CosineSoftmax(
                lambda,
                new TargetCosine.Less(margin),
                new Pooling.Soft(centers, gamma),
                CosineSoftmax.Denominator.ALL,
                CosineSoftmax.Lengths.IGNORED);
    }

    @Override
    public LossOutput compute(LossInput input) {
        LossOutput output = CosineLoss.super.compute(input);
        if (tau == 0 || centers == 1) {
            return output;
        }
        Tensor proxies = input.state(Proxies.STATE);
        List<Tensor> found = proxies.onHost(
                new CenterDistances(proxies.dataType(), input.classes(), centers, input.dimension(), tau));
        Tensor distances = found.get(0).withGradient(proxies, found.get(1));
        return new LossOutput(output.value().add(distances), output.nextState(), output.diagnostics());
    }

    @Override
    public HeldArrays arrays(BatchProfile batch) {
        long rows = (long) batch.classes() * centers;
        // The unit rows, the derivative by them, and that by the rows with its way back.
        return CosineLoss.super.arrays(batch).onHost(tau == 0 ? 0 : 4, rows, batch.dimension());
    }
}
