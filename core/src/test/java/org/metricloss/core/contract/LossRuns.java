package org.metricloss.core.contract;

import java.util.HashMap;
import java.util.Map;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.loss.MetricLoss;

/**
 * Many runs of one loss on one engine. What the engine prepares for an example serves all others of its form: TensorFlow builds a
 * graph in a hundred times the time that it needs to run it.
 */
final class LossRuns implements AutoCloseable {
    private final Engine engine;
    private final MetricLoss loss;
    private final Map<LossExample.Form, PreparedLoss> prepared = new HashMap<>();

    LossRuns(Engine engine, MetricLoss loss) {
        this.engine = engine;
        this.loss = loss;
    }

    /** {@return the results at weight 1} */
    LossRun of(LossExample example) {
        LossExample named = LossRun.named(example);
        return new LossRun(prepared.computeIfAbsent(
                        example.form(), form -> engine.prepare(LossRun.objective(1, loss), named, 1))
                .evaluate(named));
    }

    @Override
    public void close() {
        prepared.values().forEach(PreparedLoss::close);
    }
}
