package org.metricloss.core.loss;

import org.metricloss.core.plugin.Plugin;
import org.metricloss.core.plugin.Registry;

/**
 * Creates a loss from its parameters. Implementations are found by {@link java.util.ServiceLoader}: name them in
 * {@code META-INF/services/org.metricloss.core.loss.LossProvider}.
 */
public interface LossProvider extends Plugin {
    /** {@return one line for lists: what the loss does and where it was published} */
    String summary();

    /**
     * {@return family, paper, use, tuples and tuning ranges of the loss; by default an empty guide of the family {@link
     * LossFamily#OTHER}. Every loss of this project returns a full one}
     */
    default LossGuide guide() {
        return LossGuide.of(LossFamily.OTHER, "", "");
    }

    /**
     * Reads every parameter of the loss, each once, and creates the loss. Parameters that are not read here are
     * refused as unknown.
     *
     * @param parameters the reader
     * @return the loss
     */
    MetricLoss create(Parameters parameters);

    /** {@return all losses on the class path} */
    static Registry<LossProvider> all() {
        return Registry.load(LossProvider.class, "loss");
    }
}
