package org.metricloss.loss.softmax;

import java.util.Optional;
import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;
import org.metricloss.loss.softmax.SphereFaceLoss.Annealing;

/**
 * Makes {@link SphereFaceLoss} from
 *
 * <ul>
 *   <li>{@code margin}: a whole number in [1, 10], default 4
 *   <li>{@code scale}: in [1e-6, 1e6], default 1
 *   <li>{@code annealing}: true or false; default true, as in the paper; false is the Python library's form
 *   <li>{@code annealingStart}: &gt;= 0, default 1000; for {@code annealing: true}
 *   <li>{@code annealingDecay}: &gt;= 0, default 0.12; for {@code annealing: true}
 *   <li>{@code annealingEnd}: &gt;= 0, default 5; for {@code annealing: true}
 * </ul>
 */
public final class SphereFaceLossProvider implements LossProvider {
    @Override
    public String id() {
        return "sphereface";
    }

    @Override
    public String summary() {
        return "SphereFace: softmax over cosines times lengths, with the angle multiplied by a margin (Liu et al., CVPR 2017)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.CLASS_WEIGHTS,
                        "Liu et al.: SphereFace: Deep Hypersphere Embedding for Face Recognition, CVPR 2017",
                        "Comparison with the first angular margin; later ones are easier to train.")
                .tuning(TuningRange.whole("margin", 2, 4), TuningRange.linear("annealingEnd", 2, 10));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        int margin = parameters.integer("margin", 4, SphereFaceLoss.MARGIN);
        double scale = parameters.number("scale", 1, CosFaceLoss.SCALE);
        boolean annealed = parameters.flag("annealing", true);
        Parameters annealing = parameters.when(annealed, "annealing: true");
        Annealing falling = new Annealing(
                annealing.number("annealingStart", 1000, Annealing.ALLOWED),
                annealing.number("annealingDecay", 0.12, Annealing.ALLOWED),
                annealing.number("annealingEnd", 5, Annealing.ALLOWED));
        return new SphereFaceLoss(margin, scale, annealed ? Optional.of(falling) : Optional.empty());
    }
}
