package org.metricloss.experiments.cost;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.loss.MetricLoss;

/**
 * One loss of a cost study, computed by one algorithm, at several sizes.
 *
 * @param name the name of the loss in the study
 * @param lossId the loss's id
 * @param algorithm how it is computed: {@code exact}, {@code enumerate}, {@code explicit}, or {@value #DIRECT}
 * @param parameters every parameter of the loss, as written in files
 * @param loss the loss
 * @param sizes the numbers of samples n, at least one, ascending
 */
public record CostSeries(
        String name,
        String lossId,
        String algorithm,
        Map<String, String> parameters,
        MetricLoss loss,
        List<Integer> sizes) {
    /** The only algorithm of a loss that compares no tuples. */
    public static final String DIRECT = "direct";

    /** Copies the collections, in order. */
    public CostSeries {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        sizes = List.copyOf(sizes);
    }

    /** {@return this series at other sizes} */
    public CostSeries at(List<Integer> others) {
        return new CostSeries(name, lossId, algorithm, parameters, loss, others);
    }
}
