package org.metricloss.experiments.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.EmbeddingSpread;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;

/**
 * Detects whether embeddings have collapsed into one point, where training makes no progress: a triplet loss, for
 * example, then equals its margin for all images. Let s be the relative spread of a batch: the spread of its embeddings
 * divided by their mean norm (see {@link EmbeddingSpread}). A batch of at least two classes has collapsed if
 *
 * <ul>
 *   <li>s &lt;= {@value #SPREAD}, and the objective's value differs by at most {@value #LOSS} L from L &gt; 0, its value for
 *       the same labels and tuples if all embeddings are equal; or
 *   <li>s &lt;= {@value #ROUNDING}: equal but for the rounding of float32, whatever the loss.
 * </ul>
 *
 * <p>The first spread alone would wrongly report a network whose embeddings lie around a point far from 0 but well apart on the
 * loss's own scale; the loss alone would wrongly report a network that reaches that value by chance. L is computed by the
 * engine at embeddings and state of 0, and only when it is needed.
 */
final class CollapseCheck {
    /**
     * Observed values: trained networks had 0.2 and more; networks with crowded embeddings that still separated most
     * classes had 0.03 and more; collapsed networks had 1e-14.
     */
    static final double SPREAD = 0.01;

    static final double ROUNDING = 1e-6;

    static final double LOSS = 0.01;

    private final Engine engine;
    private final Objective objective;
    private final LossSetting setting;

    CollapseCheck(Engine engine, Objective objective, LossSetting setting) {
        this.engine = engine;
        this.objective = objective;
        this.setting = setting;
    }

    /** {@return whether the embeddings of a step had collapsed} */
    boolean hasCollapsed(EpochTotals.Step step) {
        Optional<EmbeddingSpread> spread = step.result().embeddings();
        boolean oneClass = Arrays.stream(step.labels()).distinct().count() < 2;
        if (spread.isEmpty() || oneClass || !(spread.get().relative() <= SPREAD)) {
            return false;
        }
        return spread.get().relative() <= ROUNDING || costsWhatEqualEmbeddingsDo(step);
    }

    private boolean costsWhatEqualEmbeddingsDo(EpochTotals.Step step) {
        double collapsed = 0;
        for (Term term : objective.terms()) {
            collapsed += term.weight() * valueOfEqualEmbeddings(term, step);
        }
        return collapsed > 0 && Math.abs(step.result().loss() - collapsed) <= LOSS * collapsed;
    }

    private double valueOfEqualEmbeddings(Term term, EpochTotals.Step step) {
        int m = step.labels().length;
        Map<String, DoubleArray> state = new HashMap<>();
        Objective alone = Objective.of(term.name(), term.loss());
        alone.state(setting).forEach((name, declared) -> state.put(name, zeros(declared.shape())));
        int draws = term.loss().drawsPerSample(m);
        LossExample example = new LossExample(
                zeros(Shape.of(m, setting.dimension())),
                step.labels(),
                setting.classes(),
                state,
                step.tuples(),
                draws == 0 ? Optional.empty() : Optional.of(zeros(Shape.of(m, draws))),
                DataType.FLOAT32);
        return engine.evaluate(alone, example).result().loss();
    }

    private static DoubleArray zeros(Shape shape) {
        return DoubleArray.of(shape, new double[shape.elements()]);
    }
}
