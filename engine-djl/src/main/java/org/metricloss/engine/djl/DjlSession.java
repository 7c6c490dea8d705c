package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.Optional;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.StepResult;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.core.random.RandomStream;
import org.metricloss.core.tensor.Tensor;

/** A training session on DJL. Everything that a step computes is closed with the step's scope. */
final class DjlSession implements TrainingSession {
    /** Images embedded at a time: bounds the memory of activations. */
    private static final int EMBEDDING_CHUNK = 512;

    private final ai.djl.engine.Engine engine;
    private final SessionRequest request;
    private final NDManager manager;
    private DjlModel model;

    DjlSession(ai.djl.engine.Engine engine, SessionRequest request) {
        this.engine = engine;
        this.request = request;
        this.manager = engine.newBaseManager();
        JniUtils.setNumThreads(request.threads());
        try {
            this.model = new DjlModel(manager, request, request.initial());
        } catch (RuntimeException refused) {
            manager.close();
            throw refused;
        }
    }

    @Override
    public StepResult step(TrainingBatch batch) {
        try (NDScope scope = new NDScope();
                NDManager step = manager.newSubManager()) {
            scope.suppressNotUsedWarning();
            NDArray images = step.create(batch.images(), imageShape(batch.samples()));
            NDArray labels = DjlArrays.labels(step, batch.labels());
            ObjectiveRun run;
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray embeddings =
                        model.network().forward(images, Optional.of(new DjlNetwork.Step(batch.epoch(), batch.step())));
                run = ObjectiveRun.of(
                        request.objective(),
                        request.setting(),
                        embeddings,
                        labels,
                        model.lossState(),
                        batch.tuples().map(tuples -> DjlArrays.tuples(step, tuples)),
                        term -> draws(step, term, batch));
                run.backward(collector);
            }
            StepResult result = run.read();
            model.update(run.nextState());
            return result;
        }
    }

    private Optional<NDArray> draws(NDManager step, Term term, TrainingBatch batch) {
        int m = batch.samples();
        int perSample = term.loss().drawsPerSample(m);
        if (perSample == 0) {
            return Optional.empty();
        }
        RandomStream random = RandomStream.of(request.seed(), "draws/" + term.name(), batch.epoch(), batch.step());
        float[] draws = new float[Math.multiplyExact(m, perSample)];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = random.nextFloat();
        }
        return Optional.of(step.create(draws, new Shape(m, perSample)));
    }

    @Override
    public float[] embed(float[] images, int n) {
        int pixels = request.network().input().elements();
        int dimension = request.network().embeddingDimension();
        float[] embeddings = new float[Math.multiplyExact(n, dimension)];
        for (int from = 0; from < n; from += EMBEDDING_CHUNK) {
            int to = Math.min(n, from + EMBEDDING_CHUNK);
            float[] chunk = Arrays.copyOfRange(images, from * pixels, to * pixels);
            float[] embedded = withoutGradient(step -> model.network()
                    .forward(step.create(chunk, imageShape(chunk.length / pixels)), Optional.empty())
                    .toFloatArray());
            System.arraycopy(embedded, 0, embeddings, from * dimension, embedded.length);
        }
        return embeddings;
    }

    @Override
    public Optional<int[]> classify(float[] embeddings, int n) {
        Shape shape = new Shape(n, request.network().embeddingDimension());
        return withoutGradient(step -> {
            Tensor x = new DjlTensor(step.create(embeddings, shape));
            return request.objective().terms().stream()
                    .flatMap(
                            term -> term
                                    .loss()
                                    .classScores(x, ObjectiveRun.stateOf(term, request.setting(), model.lossState()))
                                    .stream())
                    .findFirst()
                    .map(scores -> Arrays.stream(
                                    DjlTensor.unwrap(scores.argMax()).toLongArray())
                            .mapToInt(Math::toIntExact)
                            .toArray());
        });
    }

    private interface Work<R> {
        R on(NDManager step);
    }

    private <R> R withoutGradient(Work<R> work) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try (NDScope scope = new NDScope();
                NDManager step = manager.newSubManager()) {
            scope.suppressNotUsedWarning();
            return work.on(step);
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    private Shape imageShape(int n) {
        org.metricloss.core.tensor.Shape image = request.network().input();
        return new Shape(n, image.size(0), image.size(1), image.size(2));
    }

    @Override
    public Weights weights() {
        return model.weights();
    }

    @Override
    public void restore(Weights weights) {
        DjlModel restored = new DjlModel(manager, request, weights);
        model.close();
        model = restored;
    }

    @Override
    public void close() {
        manager.close();
    }
}
