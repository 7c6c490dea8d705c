package org.metricloss.loss.proxy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.cosine.CosineSoftmax;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossPhase;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossStage;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Range;
import org.metricloss.core.tensor.Tensor;

/**
 * Proxy-Anchor (Kim, Kim, Cho, Kwak: Proxy Anchor Loss for Deep Metric Learning, CVPR 2020, equation 4): each class's proxy is an anchor
 * that all samples of the batch are compared with,
 *
 * <pre>{@code
 * L = 1/|P+| sum_{p in P+} log(1 + sum_{x of p's class}      exp(-alpha (cos(x, p) - margin)))
 *   + 1/|P|  sum_{p in P}  log(1 + sum_{x of other classes}  exp( alpha (cos(x, p) + margin)))
 * }</pre>
 *
 * with all proxies P and those P+ whose class is in the batch. A proxy without a sample of another class adds 0 to the second sum.
 * Value and both gradients take three matrix products and one array [classes, m].
 *
 * @param margin delta, in [0, 2]
 * @param alpha in [1e-6, 1e6]
 * @param learningRateFactor times the optimizer's learning rate for the proxies, in [1e-6, 1e6]
 */
public record ProxyAnchorLoss(double margin, double alpha, double learningRateFactor) implements CostedLoss {
    /** The range of the margin. */
    public static final Range MARGIN = Range.between(0, 2);
    /** The range of alpha. */
    public static final Range ALPHA = Range.scale();

    /** Checks the ranges. */
    public ProxyAnchorLoss {
        MARGIN.require("margin", margin);
        ALPHA.require("alpha", alpha);
        Proxies.LEARNING_RATE_FACTOR.require("learningRateFactor", learningRateFactor);
    }

    @Override
    public List<LossState> state(LossSetting setting) {
        return List.of(Proxies.state(setting, 1, learningRateFactor));
    }

    @Override
    public Optional<Distance> trainedDistance() {
        return Optional.of(Distance.COSINE);
    }

    @Override
    public LossOutput compute(LossInput input) {
        Tensor embeddings = input.embeddings();
        Tensor proxies = input.state(Proxies.STATE);
        List<Tensor> found = embeddings.onHost(
                new ProxyAnchorPass(this, embeddings.dataType(), input.samples(), input.classes(), input.dimension()),
                proxies,
                input.labels());
        Tensor value = found.get(0).withGradient(embeddings, found.get(1));
        // Added as a 0, since a value carries one attached gradient.
        Tensor nothing = value.full(0).withGradient(proxies, found.get(2));
        Tensor samples = input.labels().full(input.samples());
        return LossOutput.of(value.add(nothing))
                .mean(Diagnostic.BATCH_ACCURACY, found.get(3), samples)
                .mean(CosineSoftmax.MEAN_OWN_COSINE, found.get(4), samples);
    }

    @Override
    public Optional<Tensor> classScores(Tensor embeddings, Map<String, Tensor> state) {
        Tensor proxies = state.get(Proxies.STATE).normalizeRows();
        return Optional.of(embeddings.normalizeRows().matMul(proxies.transpose()));
    }

    /** The cosines times the factor that they have in the exponents of the loss, which compares a class with no other. */
    @Override
    public Optional<Tensor> classLogits(Tensor embeddings, Map<String, Tensor> state) {
        return classScores(embeddings, state).map(cosines -> cosines.mul(alpha));
    }

    @Override
    public HeldArrays arrays(BatchProfile batch) {
        // The cosines; of both factors the unit rows, the derivative by them, and that by the rows with its way back.
        return HeldArrays.none()
                .onHost(1, batch.classes(), batch.samples())
                .onHost(4, batch.samples(), batch.dimension())
                .onHost(4, batch.classes(), batch.dimension());
    }

    /** Derivatives replace the cosines in the walk that adds up the value. */
    @Override
    public List<LossStage> stages() {
        return List.of(new LossStage(Set.of(LossPhase.VALUE, LossPhase.GRADIENT), 1, this, LossStage.Extent.ALL));
    }
}
