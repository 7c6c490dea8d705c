package org.metricloss.core.loss;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.evaluation.Distance;

/**
 * The weighted sum of losses that a network is trained to minimise.
 *
 * @param name the name in comparisons, such as {@code softmax+center}
 * @param terms the losses, at least one, each name once
 */
public record Objective(String name, List<Term> terms) {
    /**
     * One loss of an objective.
     *
     * @param name the name within the objective, by default the loss's id; a prefix of its state's names
     * @param weight the factor lambda, at least 0
     * @param loss the loss
     */
    public record Term(String name, double weight, MetricLoss loss) {
        /** Checks the range. */
        public Term {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight must be >= 0 and finite, got " + weight);
            }
        }

        /**
         * {@return the name of one of this term's states among all of the objective, such as {@code center.centers}}
         */
        public String stateName(LossState state) {
            return stateName(state.name());
        }

        /**
         * {@return the name of one of this term's states among all of the objective, such as {@code center.centers}}
         */
        public String stateName(String state) {
            return name + "." + state;
        }
    }

    /** Copies the terms and checks their names. */
    public Objective {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("objective '%s' has no loss".formatted(name));
        }
        if (terms.stream().map(Term::name).distinct().count() < terms.size()) {
            throw new IllegalArgumentException("objective '%s' has two terms of the same name: %s"
                    .formatted(name, terms.stream().map(Term::name).toList()));
        }
    }

    /**
     * {@return an objective of that loss alone, at weight 1}
     *
     * @param name what to call the loss
     * @param loss the loss
     */
    public static Objective of(String name, MetricLoss loss) {
        return new Objective(name, List.of(new Term(name, 1, loss)));
    }

    /**
     * {@return the distance that this objective trains: that of the term of the largest weight, the first of equal ones,
     * among terms of a weight above 0 that have one; Euclidean if there is none}
     */
    public Distance distance() {
        Optional<Term> deciding = Optional.empty();
        for (Term term : terms) {
            if (term.loss().trainedDistance().isPresent()
                    && term.weight() > deciding.map(Term::weight).orElse(0.0)) {
                deciding = Optional.of(term);
            }
        }
        return deciding.flatMap(term -> term.loss().trainedDistance()).orElse(Distance.EUCLIDEAN);
    }

    /**
     * {@return every state of every term, by its name in the objective, in a fixed order}
     *
     * @param setting the number of classes and the embedding dimension
     */
    public Map<String, LossState> state(LossSetting setting) {
        Map<String, LossState> states = new LinkedHashMap<>();
        for (Term term : terms) {
            for (LossState state : term.loss().state(setting)) {
                states.put(term.stateName(state), state);
            }
        }
        return states;
    }
}
