package org.metricloss.experiments.training.setting;

import java.util.List;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.Objective;
import org.metricloss.experiments.file.Names;

/**
 * The objective that training minimises, and the settings from which it was created.
 *
 * @param name its name in the comparison
 * @param terms the losses, at least one
 */
public record ObjectiveSetting(String name, List<LossTerm> terms) {
    /** Copies the terms and checks that they make an objective. */
    public ObjectiveSetting {
        terms = List.copyOf(terms);
        if (!Names.isLabel(name)) {
            throw new IllegalArgumentException(
                    "the name of an objective must be %s, got '%s'".formatted(Names.LABEL, name));
        }
        objective(name, terms);
    }

    /** {@return the objective, as engines take it} */
    public Objective objective() {
        return objective(name, terms);
    }

    /** {@return whether one of its losses moves samples of different classes apart} */
    public boolean separatesClasses() {
        return terms.stream()
                .filter(term -> term.term().weight() > 0)
                .anyMatch(term ->
                        LossProvider.all().get(term.loss()).guide().family().separatesClasses());
    }

    private static Objective objective(String name, List<LossTerm> terms) {
        return new Objective(name, terms.stream().map(LossTerm::term).toList());
    }
}
