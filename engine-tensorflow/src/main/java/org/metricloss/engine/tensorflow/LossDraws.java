package org.metricloss.engine.tensorflow;

import java.util.List;
import java.util.Optional;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.StepDraws;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.loss.Objective.Term;

/**
 * Draws the random numbers of a loss on the host, from the seed and the step, so that they are those of every engine.
 *
 * @param term the name of the loss in its objective
 * @param samples m
 * @param perSample k
 * @param seed the seed
 */
record LossDraws(String term, int samples, int perSample, long seed) implements HostFunction {
    /** {@return the draws of a term; empty if it needs none} */
    static Optional<LossDraws> of(Term term, int samples, long seed) {
        int perSample = term.loss().drawsPerSample(samples);
        return perSample == 0 ? Optional.empty() : Optional.of(new LossDraws(term.name(), samples, perSample, seed));
    }

    @Override
    public List<Result> results() {
        return List.of(new Result(DataType.FLOAT32, Shape.of(samples, perSample)));
    }

    @Override
    public void compute(HostCall call) {
        int step = call.argument(0).toInts()[0];
        float[] draws = new StepDraws(seed, 0, step).lossDraws(term, Math.multiplyExact(samples, perSample));
        HostArray result = call.result(0);
        for (int i = 0; i < draws.length; i++) {
            result.set(i, draws[i]);
        }
    }
}
