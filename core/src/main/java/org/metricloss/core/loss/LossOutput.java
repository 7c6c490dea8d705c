package org.metricloss.core.loss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.tensor.Tensor;

/**
 * The output of a loss for one batch. It is immutable: the methods that add to it return a new one.
 *
 * @param value the loss, a scalar
 * @param nextState the next value of each moved state, by name
 * @param diagnostics the diagnostics, each name once
 */
public record LossOutput(Tensor value, Map<String, Tensor> nextState, List<Diagnostic> diagnostics) {
    /** Copies the collections and checks that the value is a scalar. */
    public LossOutput {
        if (value.shape().rank() != 0) {
            throw new IllegalArgumentException("a loss's value must be a scalar, got " + value.shape());
        }
        nextState = Map.copyOf(nextState);
        diagnostics = List.copyOf(diagnostics);
    }

    /**
     * {@return an output that consists of the value}
     *
     * @param value the loss, a scalar
     */
    public static LossOutput of(Tensor value) {
        return new LossOutput(value, Map.of(), List.of());
    }

    /**
     * {@return this output with the next value of a state}
     *
     * @param name a moved state
     * @param next its value after this step
     */
    public LossOutput next(String name, Tensor next) {
        Map<String, Tensor> states = new LinkedHashMap<>(nextState);
        states.put(name, next);
        return new LossOutput(value, states, diagnostics);
    }

    /**
     * Adds a diagnostic that adds up over the batches of an epoch.
     *
     * @param name see {@link Diagnostic}
     * @param amount a scalar of any type but BOOL
     * @return this output with that diagnostic
     */
    public LossOutput total(String name, Tensor amount) {
        return with(new Diagnostic(name, Diagnostic.Kind.TOTAL, amount, amount.full(1)));
    }

    /**
     * Adds a diagnostic that is a mean over values of which batches may have different numbers, or none.
     *
     * @param name see {@link Diagnostic}
     * @param sum the sum over the batch, a scalar
     * @param count the number of values, a scalar of any type but BOOL
     * @return this output with that diagnostic
     */
    public LossOutput mean(String name, Tensor sum, Tensor count) {
        return with(new Diagnostic(name, Diagnostic.Kind.MEAN, sum, count));
    }

    /**
     * Adds a diagnostic that is a mean over the elements that a mask selects.
     *
     * @param name see {@link Diagnostic}
     * @param values what is averaged
     * @param mask BOOL, of the shape of values
     * @return this output with that diagnostic
     */
    public LossOutput meanWhere(String name, Tensor values, Tensor mask) {
        Tensor constant = values.stopGradient();
        return mean(name, mask.choose(constant, constant.full(0)).sum(), mask.count());
    }

    /**
     * Adds a diagnostic that is the maximum over the batch and then over the batches of an epoch.
     *
     * @param name see {@link Diagnostic}
     * @param largest a scalar of any type but BOOL
     * @return this output with that diagnostic
     */
    public LossOutput maximum(String name, Tensor largest) {
        return with(new Diagnostic(name, Diagnostic.Kind.MAXIMUM, largest, largest.full(1)));
    }

    private LossOutput with(Diagnostic diagnostic) {
        List<Diagnostic> all = new ArrayList<>(diagnostics);
        all.add(diagnostic);
        return new LossOutput(value, nextState, all);
    }
}
