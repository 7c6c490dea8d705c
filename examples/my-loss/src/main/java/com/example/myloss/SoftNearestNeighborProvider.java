package com.example.myloss;

import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.Range;

public final class SoftNearestNeighborProvider implements LossProvider {
    @Override
    public String id() {
        return "soft-nearest-neighbor";
    }

    @Override
    public String summary() {
        return "soft nearest neighbor loss over a batch (Frosst et al., ICML 2019)";
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new SoftNearestNeighborLoss(parameters.number("temperature", 1, Range.positive()));
    }
}
