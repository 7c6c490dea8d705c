package org.metricloss.core.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.metricloss.core.evaluation.Measure.Computation;

/** The values of some measures on one input, in the measures' order. Immutable. */
public final class Evaluation {
    private final List<Measure> measures;
    private final Map<String, Double> values;

    private Evaluation(List<Measure> measures, Map<String, Double> values) {
        this.measures = measures;
        this.values = values;
    }

    /**
     * {@return the values}
     *
     * @param input what to evaluate
     * @param measures what to compute; of different names
     * @throws IllegalArgumentException if two measures have the same name
     */
    public static Evaluation of(EvaluationInput input, List<Measure> measures) {
        requireDistinctNames(measures);
        EvaluationParts parts = new EvaluationParts(input);
        Map<RankingMeasure, OptionalDouble> rankings = rankings(input, measures);
        Map<String, Double> values = new LinkedHashMap<>();
        for (Measure measure : measures) {
            OptionalDouble value = measure.computation() instanceof Computation.OfRanking ranking
                    ? rankings.get(ranking.score())
                    : ((Computation.OfParts) measure.computation()).value().apply(parts);
            value.ifPresent(found -> values.put(measure.name(), found));
        }
        return new Evaluation(List.copyOf(measures), Collections.unmodifiableMap(values));
    }

    /** {@return the measures that were asked for, also those without a value} */
    public List<Measure> measures() {
        return measures;
    }

    /** {@return the values that exist, by name, in the measures' order; unmodifiable} */
    public Map<String, Double> values() {
        return values;
    }

    /**
     * {@return its value; empty where it does not exist for the input}
     *
     * @param name the name of a measure that was asked for
     * @throws IllegalArgumentException if no such measure was asked for
     */
    public OptionalDouble value(String name) {
        if (measures.stream().noneMatch(measure -> measure.name().equals(name))) {
            throw new IllegalArgumentException("no measure '" + name + "'; available: "
                    + measures.stream().map(Measure::name).collect(Collectors.joining(", ")));
        }
        Double value = values.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** {@return the means of all scores of rankings, from one search} */
    private static Map<RankingMeasure, OptionalDouble> rankings(EvaluationInput input, List<Measure> measures) {
        List<RankingMeasure> scores = new ArrayList<>();
        for (Measure measure : measures) {
            if (measure.computation() instanceof Computation.OfRanking ranking) {
                scores.add(ranking.score());
            }
        }
        Map<RankingMeasure, OptionalDouble> means = new HashMap<>();
        if (!scores.isEmpty()) {
            List<OptionalDouble> found = Retrieval.leaveOneOut(input.test(), input.distance(), input.threads())
                    .means(scores);
            for (int i = 0; i < scores.size(); i++) {
                means.put(scores.get(i), found.get(i));
            }
        }
        return means;
    }

    private static void requireDistinctNames(List<Measure> measures) {
        Map<String, Measure> byName = new LinkedHashMap<>();
        for (Measure measure : measures) {
            if (byName.put(measure.name(), measure) != null) {
                throw new IllegalArgumentException("two measures are named '" + measure.name() + "'");
            }
        }
    }
}
