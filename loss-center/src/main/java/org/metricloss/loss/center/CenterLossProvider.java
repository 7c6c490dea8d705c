package org.metricloss.loss.center;

import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;

/**
 * Makes {@link CenterLoss} from {@code update} (paper, batch-scaled; default paper), {@code alpha} (in [0, 1]; default
 * 0.5) and {@code reduction} (mean, sum; default mean).
 */
public final class CenterLossProvider implements LossProvider {
    @Override
    public String id() {
        return "center";
    }

    @Override
    public String summary() {
        return "center loss: squared distance to moving class centers (Wen et al., ECCV 2016)";
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new CenterLoss(
                parameters.choice("update", CenterUpdate.PAPER),
                parameters.number("alpha", 0.5, CenterLoss.ALPHA),
                parameters.choice("reduction", CenterReduction.MEAN));
    }
}
