package org.metricloss.experiments.file;

import java.util.List;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.plugin.Registry;
import org.metricloss.datasets.DatasetType;
import org.metricloss.datasets.Datasets;

/**
 * What experiment files may name.
 *
 * @param losses the losses
 * @param engines the engines' ids
 * @param datasets the types of dataset
 */
public record Available(Registry<LossProvider> losses, List<String> engines, List<DatasetType> datasets) {
    /** Copies the lists. */
    public Available {
        engines = List.copyOf(engines);
        datasets = List.copyOf(datasets);
    }

    /** {@return the losses and engines on the class path, and the datasets that are built in} */
    public static Available onClassPath() {
        List<String> engines = Engine.all().all().stream().map(Engine::id).toList();
        return new Available(
                LossProvider.all(), engines, Datasets.ofEnvironment().types());
    }
}
