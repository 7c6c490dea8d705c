package org.metricloss.core.evaluation;

import java.util.ArrayList;
import java.util.Collections;
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
    private final List<ClassScore> byClass;

    private Evaluation(List<Measure> measures, Map<String, Double> values, List<ClassScore> byClass) {
        this.measures = measures;
        this.values = values;
        this.byClass = byClass;
    }

    /**
     * {@return the values of {@link Measures#openSet}, by Euclidean distance}
     *
     * @param embeddings n rows of d finite values
     * @param labels n labels; any integers
     * @throws IllegalArgumentException as {@link Embeddings#of(float[][], int[])}
     */
    public static Evaluation of(float[][] embeddings, int[] labels) {
        return of(EvaluationInput.of(Embeddings.of(embeddings, labels)), Measures.openSet());
    }

    /**
     * {@return the values}
     *
     * @param input the embeddings to evaluate
     * @param measures the measures to compute; their ids must differ
     * @throws IllegalArgumentException if two measures have the same id
     */
    public static Evaluation of(EvaluationInput input, List<Measure> measures) {
        return of(input, measures, EvaluationProgress.NONE);
    }

    /**
     * {@return the values}
     *
     * @param input the embeddings to evaluate
     * @param measures the measures to compute; their ids must differ
     * @param progress receives the progress of rankings, silhouette and k-means
     * @throws IllegalArgumentException if two measures have the same id
     */
    public static Evaluation of(EvaluationInput input, List<Measure> measures, EvaluationProgress progress) {
        requireDistinctIds(measures);
        EvaluationParts parts = new EvaluationParts(input, progress);
        List<Measure> ranked = measures.stream()
                .filter(measure -> measure.computation() instanceof Computation.OfRanking)
                .toList();
        double[][] scores = scores(input, ranked, progress);
        Map<String, Double> values = new LinkedHashMap<>();
        for (Measure measure : measures) {
            OptionalDouble value = measure.computation() instanceof Computation.OfParts ofParts
                    ? ofParts.value().apply(parts)
                    : Retrieval.mean(scores[ranked.indexOf(measure)]);
            value.ifPresent(found -> values.put(measure.id(), found));
        }
        List<ClassScore> byClass = ranked.isEmpty()
                ? List.of()
                : ClassScores.of(
                        input.test().labels(), ranked.stream().map(Measure::id).toList(), scores);
        return new Evaluation(List.copyOf(measures), Collections.unmodifiableMap(values), byClass);
    }

    /** {@return the requested measures, including those without a value} */
    public List<Measure> measures() {
        return measures;
    }

    /** {@return the values that exist, by id, in the measures' order; unmodifiable} */
    public Map<String, Double> values() {
        return values;
    }

    /**
     * {@return the scores of the ranking measures for each class of the queries, labels ascending; empty if no ranking measure
     * was requested}
     */
    public List<ClassScore> byClass() {
        return byClass;
    }

    /**
     * {@return the value of a measure; empty if it does not exist for the input}
     *
     * @param id the id of a requested measure
     * @throws IllegalArgumentException if no such measure was requested
     */
    public OptionalDouble value(String id) {
        if (measures.stream().noneMatch(measure -> measure.id().equals(id))) {
            throw new IllegalArgumentException("no measure '" + id + "'; available: "
                    + measures.stream().map(Measure::id).collect(Collectors.joining(", ")));
        }
        Double value = values.get(id);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * {@return the scores [measure][query] of the ranking measures, computed in one search, and after them the labels of the
     * nearest references}
     */
    private static double[][] scores(EvaluationInput input, List<Measure> ranked, EvaluationProgress progress) {
        if (ranked.isEmpty()) {
            return new double[0][];
        }
        List<RankingMeasure> measures = new ArrayList<>();
        ranked.forEach(measure -> measures.add(((Computation.OfRanking) measure.computation()).score()));
        measures.add(new NearestLabel());
        return Retrieval.of(input, input.distance()).scores(measures, progress);
    }

    private static void requireDistinctIds(List<Measure> measures) {
        Map<String, Measure> byId = new LinkedHashMap<>();
        for (Measure measure : measures) {
            if (byId.put(measure.id(), measure) != null) {
                throw new IllegalArgumentException("two measures have the id '" + measure.id() + "'");
            }
        }
    }
}
