package org.metricloss.core.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.core.array.DataType;
import org.metricloss.core.engine.StepResult.TermResult;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.DiagnosticReading;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.core.tensor.Tensor;

/**
 * An objective's losses on one batch and their weighted sum, on any engine.
 *
 * @param value the weighted sum of the terms' values, a scalar
 * @param nextState the next value of each moved state, by name in the objective, in the type of the embeddings
 * @param terms the output of each term, in the order of the objective
 */
public record ObjectiveOutput(Tensor value, Map<String, Tensor> nextState, List<TermOutput> terms) {
    /**
     * The output of one term.
     *
     * @param name the term's name
     * @param output its value, not weighted, and its diagnostics
     */
    public record TermOutput(String name, LossOutput output) {}

    /** Copies the collections. */
    public ObjectiveOutput {
        nextState = Map.copyOf(nextState);
        terms = List.copyOf(terms);
    }

    /**
     * Computes every term.
     *
     * @param objective the objective
     * @param batch the batch, with every state by its name in the objective, in the type of the embeddings
     * @param draws random draws of a term, if it needs any
     * @return values, diagnostics and next state
     * @throws IllegalArgumentException if a term does not return the next value of exactly its moved states, each in
     *     its declared shape and type
     */
    public static ObjectiveOutput of(Objective objective, LossInput batch, Function<Term, Optional<Tensor>> draws) {
        LossSetting setting = batch.setting();
        List<TermOutput> terms = new ArrayList<>();
        Map<String, Tensor> nextState = new LinkedHashMap<>();
        Tensor value = null;
        for (Term term : objective.terms()) {
            Map<String, Tensor> own = stateOf(term, setting, batch.state());
            LossOutput output = term.loss().compute(batch.seenWith(own, draws.apply(term)));
            terms.add(new TermOutput(term.name(), output));
            nextState.putAll(nextStateOf(term, batch, output));
            Tensor weighted =
                    term.weight() == 1 ? output.value() : output.value().mul(term.weight());
            value = value == null ? weighted : value.add(weighted);
        }
        return new ObjectiveOutput(value, nextState, terms);
    }

    /**
     * {@return the term's own state by its name within the loss}
     *
     * @param term a term of an objective
     * @param setting the number of classes and the embedding dimension
     * @param state every state by its name in the objective, of a floating-point type
     */
    public static Map<String, Tensor> stateOf(Term term, LossSetting setting, Map<String, Tensor> state) {
        Map<String, Tensor> own = new HashMap<>();
        for (LossState declared : term.loss().state(setting)) {
            Tensor value = state.get(term.stateName(declared));
            own.put(declared.name(), isWhole(declared) ? value.cast(DataType.INT64) : value);
        }
        return own;
    }

    private static boolean isWhole(LossState declared) {
        return declared.numbers() == LossState.Numbers.WHOLE;
    }

    private static Map<String, Tensor> nextStateOf(Term term, LossInput batch, LossOutput output) {
        DataType floating = batch.embeddings().dataType();
        Map<String, Tensor> next = new LinkedHashMap<>();
        for (LossState declared : term.loss().state(batch.setting())) {
            Tensor moved = output.nextState().get(declared.name());
            if (declared instanceof LossState.Moved) {
                if (moved == null || !moved.shape().equals(declared.shape())) {
                    throw new IllegalArgumentException("loss '%s' must return the next '%s' of shape %s, got %s"
                            .formatted(
                                    term.name(),
                                    declared.name(),
                                    declared.shape(),
                                    moved == null ? "none" : moved.shape()));
                }
                DataType type = isWhole(declared) ? DataType.INT64 : floating;
                if (moved.dataType() != type) {
                    throw new IllegalArgumentException("loss '%s' must return the next '%s' as %s, got %s"
                            .formatted(term.name(), declared.name(), type, moved.dataType()));
                }
                next.put(term.stateName(declared), isWhole(declared) ? moved.cast(floating) : moved);
            }
        }
        if (next.size() < output.nextState().size()) {
            throw new IllegalArgumentException("loss '%s' moves %s, but declares as moved only %s"
                    .formatted(term.name(), output.nextState().keySet(), next.keySet()));
        }
        return next;
    }

    /**
     * Lists all values that the host reads, so that an engine can fetch them in one call.
     *
     * @return scalars of any type but BOOL, in the order in which {@link #result} expects their values
     */
    public List<Tensor> readings() {
        List<Tensor> readings = new ArrayList<>(List.of(value));
        for (TermOutput term : terms) {
            readings.add(term.output().value());
            for (Diagnostic diagnostic : term.output().diagnostics()) {
                readings.add(diagnostic.sum());
                readings.add(diagnostic.count());
            }
        }
        return readings;
    }

    /**
     * {@return the result that consists of these values}
     *
     * @param readings the values of {@link #readings}
     */
    public StepResult result(double[] readings) {
        int next = 1;
        List<TermResult> results = new ArrayList<>();
        for (TermOutput term : terms) {
            double termValue = readings[next++];
            List<DiagnosticReading> diagnostics = new ArrayList<>();
            for (Diagnostic diagnostic : term.output().diagnostics()) {
                diagnostics.add(new DiagnosticReading(
                        diagnostic.name(), diagnostic.kind(), readings[next++], readings[next++]));
            }
            results.add(new TermResult(term.name(), termValue, diagnostics));
        }
        return new StepResult(readings[0], results);
    }
}
