package org.metricloss.experiments.parity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.array.Shape;
import org.metricloss.core.data.BatchPlan;
import org.metricloss.core.data.BatchSampler;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.results.training.parity.EngineAgreement;
import org.metricloss.results.training.parity.RelativeDifference;

/**
 * Two engines along one training run. Both train freely from the same weights on the same batches; and at points along
 * the run the reference's weights are handed to a fresh start of both, which take one step each on the same batch.
 *
 * @param reference what the other is compared with
 * @param other the other engine
 * @param data what is trained on
 * @param sampler its batches
 * @param points how many points, at least 1
 * @param stride steps from one point to the next, at least 1
 */
public record StepParity(Engine reference, Engine other, Dataset data, BatchSampler sampler, int points, int stride) {
    /** The most by which one step from equal weights may differ. */
    public static final double ONE_STEP_BAR = EngineAgreement.FIRST_STEP_BAR;

    private static final double LEAST_JUMP = 1e-3;

    /**
     * Relative differences after a step, see {@link RelativeDifference}.
     *
     * @param step how many steps the run had taken before, from 0
     * @param loss of the objective's value
     * @param weights of the weights and state after the update: the largest over all arrays
     * @param farthest the array that differs most
     * @param moved how far the step moved the reference's weights, in the same measure: what would be missed without it
     * @param jump how far apart the objective's gradients are at the two engines' embeddings of the batch, both
     *     computed by the reference in float64
     */
    public record Difference(int step, double loss, double weights, String farthest, double moved, double jump) {
        /**
         * Whether rounding of the embeddings decides what the gradient is, as where two negatives are equally hard:
         * the embeddings differ by 1e-7 of their size and the exact gradients by a thousandth or more. No engine is
         * wrong then.
         */
        public boolean isTie() {
            return jump >= LEAST_JUMP;
        }

        /** {@return whether loss and weights meet the bar} */
        public boolean meetsBar() {
            return loss < ONE_STEP_BAR && weights < ONE_STEP_BAR;
        }
    }

    /**
     * What was found.
     *
     * @param oneStep one step from equal weights, at each point
     * @param free trained freely, at the same points
     */
    public record Found(List<Difference> oneStep, List<Difference> free) {}

    /**
     * Runs it.
     *
     * @param request the network, objective, optimizer and seed
     * @return the differences at every point
     */
    public Found run(SessionRequest request) {
        List<Difference> oneStep = new ArrayList<>();
        List<Difference> free = new ArrayList<>();
        try (TrainingSession trained = reference.open(request);
                TrainingSession otherTrained = other.open(request);
                TrainingSession fresh = reference.open(request);
                TrainingSession otherFresh = other.open(request)) {
            int step = 0;
            for (int epoch = 0; oneStep.size() < points; epoch++) {
                List<BatchPlan> batches = sampler.epoch(data.train(), request.seed(), epoch);
                for (int i = 0; i < batches.size() && oneStep.size() < points; i++, step++) {
                    TrainingBatch batch = batch(epoch, i, batches.get(i));
                    if (step % stride == 0) {
                        Weights weights = trained.weights();
                        fresh.restore(weights);
                        otherFresh.restore(weights);
                        oneStep.add(compared(request, step, fresh, otherFresh, batch));
                        free.add(compared(request, step, trained, otherTrained, batch));
                    } else {
                        trained.step(batch);
                        otherTrained.step(batch);
                    }
                }
            }
        }
        return new Found(oneStep, free);
    }

    private TrainingBatch batch(int epoch, int step, BatchPlan plan) {
        float[] pixels = new float[plan.size() * data.inputShape().elements()];
        data.train().copy(plan.indices(), data.scaling(), pixels);
        return new TrainingBatch(epoch, step, pixels, data.train().labels(plan.indices()));
    }

    private Difference compared(
            SessionRequest request, int step, TrainingSession a, TrainingSession b, TrainingBatch batch) {
        Weights start = a.weights();
        double[] gradient = gradient(request, start, a, batch);
        double jump = distance(gradient, gradient(request, start, b, batch))
                / distance(gradient, new double[gradient.length]);
        Map<String, float[]> before = arrays(start);
        double loss = RelativeDifference.of(a.step(batch).loss(), b.step(batch).loss());
        Map<String, float[]> ours = arrays(a.weights());
        Map<String, float[]> theirs = arrays(b.weights());
        String farthest = ours.keySet().stream()
                .max(Comparator.comparingDouble(name -> RelativeDifference.of(ours.get(name), theirs.get(name))))
                .orElseThrow();
        return new Difference(
                step,
                loss,
                RelativeDifference.ofAll(ours, theirs),
                farthest,
                RelativeDifference.ofAll(before, ours),
                jump);
    }

    /** The objective's gradient at a session's embeddings of a batch, computed by the reference in float64. */
    private double[] gradient(SessionRequest request, Weights state, TrainingSession session, TrainingBatch batch) {
        float[] embedded = session.embed(batch.images(), batch.samples());
        Shape shape = Shape.of(batch.samples(), request.network().embeddingDimension());
        Map<String, DoubleArray> states = new LinkedHashMap<>();
        for (String name : request.objective().state(request.setting()).keySet()) {
            FloatArray array = state.get(Weights.lossName(name));
            states.put(name, DoubleArray.of(array.shape(), doubles(array.toArray())));
        }
        LossExample example =
                LossExample.of(DoubleArray.of(shape, doubles(embedded)), batch.labels(), request.classes(), states);
        return reference.evaluate(request.objective(), example).gradient().toArray();
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    private static double distance(double[] a, double[] b) {
        double squared = 0;
        for (int i = 0; i < a.length; i++) {
            squared += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(squared);
    }

    private static Map<String, float[]> arrays(Weights weights) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        weights.names().forEach(name -> arrays.put(name, weights.get(name).toArray()));
        return arrays;
    }
}
