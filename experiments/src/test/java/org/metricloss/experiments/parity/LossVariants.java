package org.metricloss.experiments.parity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.experiments.file.ParameterDescription;

/**
 * Every loss of the class path, with its defaults and with each choice and flag changed alone; a change that the loss
 * refuses alone is made with each other one that it then accepts.
 */
final class LossVariants {
    private static final String ONE_OF = "one of ";

    private record Change(String name, Object value) {}

    private LossVariants() {}

    /** {@return the losses by what distinguishes them, such as {@code triplet {mining=hard}}} */
    static Map<String, MetricLoss> all() {
        Map<String, MetricLoss> variants = new LinkedHashMap<>();
        for (LossProvider provider : LossProvider.all().all()) {
            variants.put(provider.id(), provider.create(Parameters.of(Map.of())));
            List<Change> changes = changes(provider);
            for (Change change : changes) {
                if (!add(variants, provider, Map.of(change.name(), change.value()))) {
                    changes.stream()
                            .filter(other -> !other.name().equals(change.name()))
                            .forEach(other -> add(
                                    variants,
                                    provider,
                                    Map.of(change.name(), change.value(), other.name(), other.value())));
                }
            }
        }
        return variants;
    }

    private static boolean add(
            Map<String, MetricLoss> variants, LossProvider provider, Map<String, Object> parameters) {
        Optional<MetricLoss> loss = accepted(provider, parameters);
        loss.ifPresent(accepted -> variants.put(provider.id() + " " + parameters, accepted));
        return loss.isPresent();
    }

    private static Optional<MetricLoss> accepted(LossProvider provider, Map<String, Object> parameters) {
        try {
            return Optional.of(provider.create(Parameters.of(parameters)));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private static List<Change> changes(LossProvider provider) {
        List<Change> changes = new ArrayList<>();
        for (ParameterDescription parameter : ParameterDescription.of(provider)) {
            if (parameter.type().equals("flag")) {
                changes.add(new Change(parameter.name(), !Boolean.parseBoolean(parameter.defaultValue())));
            } else if (parameter.type().equals("choice")
                    || parameter.type().equals(ParameterDescription.CHOICE_BY_STEPS)) {
                String choices = parameter.allowed().substring(ONE_OF.length()).split(", or a list")[0];
                for (String value : choices.split(", ")) {
                    if (!value.equals(parameter.defaultValue())) {
                        changes.add(new Change(parameter.name(), value));
                    }
                }
            }
        }
        return changes;
    }
}
