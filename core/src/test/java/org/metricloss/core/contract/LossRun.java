package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.DiagnosticReading;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;

/** One loss evaluated alone, its results by the names that the loss itself uses. */
public final class LossRun {
    private static final String TERM = "loss";

    private final Evaluated evaluated;

    LossRun(Evaluated evaluated) {
        this.evaluated = evaluated;
    }

    /**
     * {@return the results at weight 1}
     *
     * @param engine the engine
     * @param loss the loss
     * @param example the example, its state named as the loss names it
     */
    public static LossRun of(Engine engine, MetricLoss loss, LossExample example) {
        return of(engine, loss, 1, example);
    }

    /**
     * {@return the results at that weight}
     *
     * @param engine the engine
     * @param loss the loss
     * @param weight the loss's weight in the objective
     * @param example the example, its state named as the loss names it
     */
    public static LossRun of(Engine engine, MetricLoss loss, double weight, LossExample example) {
        return new LossRun(engine.evaluate(objective(weight, loss), named(example)));
    }

    /** {@return the objective of which the loss is the only term} */
    static Objective objective(double weight, MetricLoss loss) {
        return new Objective("alone", List.of(new Term(TERM, weight, loss)));
    }

    /** {@return the example with its state named as that objective names it} */
    static LossExample named(LossExample example) {
        Map<String, DoubleArray> state = example.state().entrySet().stream()
                .collect(Collectors.toMap(entry -> TERM + "." + entry.getKey(), Map.Entry::getValue));
        return new LossExample(
                example.embeddings(),
                example.labels(),
                example.classes(),
                state,
                example.tuples(),
                example.draws(),
                example.type(),
                example.step());
    }

    /** {@return the loss's value, not weighted} */
    public double value() {
        return evaluated.result().terms().get(0).value();
    }

    /** {@return the objective's value, weighted} */
    public double weightedValue() {
        return evaluated.result().loss();
    }

    /** {@return the derivative of the weighted value with respect to the embeddings} */
    public DoubleArray gradient() {
        return evaluated.gradient();
    }

    /** {@return the derivative of the weighted value with respect to each learned state} */
    public Map<String, DoubleArray> stateGradients() {
        return unprefixed(evaluated.stateGradients());
    }

    /** {@return the next value of each moved state} */
    public Map<String, DoubleArray> nextState() {
        return unprefixed(evaluated.nextState());
    }

    /** {@return all diagnostics} */
    public List<DiagnosticReading> diagnostics() {
        return evaluated.result().terms().get(0).diagnostics();
    }

    /**
     * {@return its reading, if the loss gives it}
     *
     * @param name a diagnostic
     */
    public Optional<DiagnosticReading> diagnostic(String name) {
        return diagnostics().stream()
                .filter(reading -> reading.name().equals(name))
                .findFirst();
    }

    /**
     * {@return its total}
     *
     * @param name a diagnostic that the loss gives
     */
    public double total(String name) {
        return diagnostic(name)
                .orElseThrow(
                        () -> new NoSuchElementException("no diagnostic '%s' in %s".formatted(name, diagnostics())))
                .sum();
    }

    /**
     * Asserts that another way to compute the same loss gives the same: totals exactly, value, gradient and means up to
     * rounding.
     *
     * @param expected the other run, with at least one active tuple
     * @param tolerance how much rounding
     */
    public void assertSameAs(LossRun expected, Tolerance tolerance) {
        assertThat(expected.total(Diagnostic.TUPLES_ACTIVE)).isPositive();
        for (DiagnosticReading reading : expected.diagnostics()) {
            DiagnosticReading own = diagnostic(reading.name()).orElseThrow();
            assertThat(own.count()).as(reading.name()).isEqualTo(reading.count());
            tolerance.assertClose(reading.name(), own.sum(), reading.sum());
            if (reading.kind() == Diagnostic.Kind.TOTAL) {
                assertThat(own.sum()).as(reading.name()).isEqualTo(reading.sum());
            }
        }
        tolerance.assertClose("value", value(), expected.value());
        tolerance.assertClose("gradient", gradient(), expected.gradient());
    }

    private static Map<String, DoubleArray> unprefixed(Map<String, DoubleArray> byFullName) {
        return byFullName.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().substring(TERM.length() + 1), Map.Entry::getValue));
    }
}
