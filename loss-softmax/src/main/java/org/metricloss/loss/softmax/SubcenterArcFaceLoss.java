package org.metricloss.loss.softmax;

import org.metricloss.core.cosine.CosineLoss;
import org.metricloss.core.cosine.CosineSoftmax;
import org.metricloss.core.cosine.Pooling;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Range;

/**
 * Sub-center ArcFace (Deng, Guo, Liu, Gong, Zafeiriou: Sub-center ArcFace: Boosting Face Recognition by Large-scale Noisy Web Faces,
 * ECCV 2020): {@link ArcFaceLoss} with several weight vectors for each class, of which the nearest counts,
 *
 * <pre>{@code cos theta_ij = max_k x_i . w_jk / (|x_i| |w_jk|)}</pre>
 *
 * so that samples with a wrong label can gather around a vector of their own. The vectors of a class are consecutive rows of
 * {@value SoftmaxLoss#WEIGHT}, [centers classes, d].
 *
 * @param centers how many vectors a class has, at least 1
 * @param margin in radians, in [0, 1.5]
 * @param scale s, in [1e-6, 1e6]
 */
public record SubcenterArcFaceLoss(int centers, double margin, double scale) implements CosineLoss {
    /** The range of the number of vectors. */
    public static final Range CENTERS = Range.atLeast(1);

    /** Checks the ranges. */
    public SubcenterArcFaceLoss {
        CENTERS.require("centers", centers);
        ArcFaceLoss.MARGIN.require("margin", margin);
        CosFaceLoss.SCALE.require("scale", scale);
    }

    @Override
    public LossState.Learned vectors(LossSetting setting) {
        int vectors = Math.multiplyExact(setting.classes(), centers);
        return CosineSoftmax.vectors(SoftmaxLoss.WEIGHT, vectors, setting.dimension())
                .as(LossState.Role.PROXIES);
    }

    @Override
    public CosineSoftmax softmax() {
        return new CosineSoftmax(
                scale,
                new ArcFaceTarget(margin),
                new Pooling.Largest(centers),
                CosineSoftmax.Denominator.ALL,
                CosineSoftmax.Lengths.IGNORED);
    }
}
