package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.core.engine.ClassOdds;
import org.metricloss.core.engine.ClassifierOutput;
import org.metricloss.core.engine.EmbeddingSpread;
import org.metricloss.core.engine.ObjectiveOutput;
import org.metricloss.core.engine.PathToEmbeddings;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.StepDraws;
import org.metricloss.core.engine.StepResult;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.TrainingState;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.core.tensor.Tensor;

/** A training session on DJL. All results of a step are closed with its scope. */
final class DjlSession implements TrainingSession {
    /** How many images are embedded at a time, which bounds the memory of activations. */
    private static final int EMBEDDING_CHUNK = 512;
    /** How many images are differentiated at a time: the activations of all layers are held until the gradient is known. */
    private static final int GRADIENT_CHUNK = 128;

    private final ai.djl.engine.Engine engine;
    private final DjlPlace place;
    private final HostCopies copies;
    private final SessionRequest request;
    private final Objective objective;
    private final NDManager manager;
    private final StepInputs inputs;
    private DjlModel model;

    DjlSession(ai.djl.engine.Engine engine, DjlPlace place, SessionRequest request) {
        this.engine = engine;
        this.place = place;
        this.copies = place.newCopies();
        this.request = request;
        this.objective = PathToEmbeddings.required(request.objective());
        this.manager = place.newManager(engine);
        this.inputs = new StepInputs(manager, place.isApart());
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
        return NativeAllocation.during(() -> scoped(batch));
    }

    @SuppressWarnings("try") // PyTorch records gradients only while a collector is open.
    private StepResult scoped(TrainingBatch batch) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray images = inputs.images(batch.images(), inputShape(batch.samples()));
            NDArray labels = inputs.labels(batch.labels());
            StepDraws draws = new StepDraws(request.seed(), batch.epoch(), batch.step());
            ObjectiveOutput output;
            NDArray embeddings;
            try (GradientCollector collector = engine.newGradientCollector()) {
                embeddings = model.network().forward(images, Optional.of(draws));
                // The gradients of the losses are added up here first, so that there is one backward pass through the
                // network.
                NDArray gathering = embeddings.stopGradient();
                gathering.setRequiresGradient(true);
                AttachedGradients attached = new AttachedGradients(copies);
                output = ObjectiveOutput.of(
                        objective,
                        new LossInput(
                                new DjlTensor(gathering, attached),
                                new DjlTensor(labels, attached),
                                request.setting().classes(),
                                tensors(model.lossState(), attached),
                                batch.tuples()
                                        .map(tuples -> new DjlTensor(DjlArrays.tuples(manager, tuples), attached)),
                                Optional.empty(),
                                new DjlTensor(inputs.epoch(batch.epoch()), attached),
                                new DjlTensor(inputs.steps(model.steps()), attached)),
                        term -> draws(manager, term, draws, batch.samples())
                                .map(array -> new DjlTensor(array, attached)));
                attached.differentiate(DjlTensor.unwrap(output.value()));
                if (request.network().trainedNumbers() > 0) {
                    AttachedGradients.backward(embeddings, gathering.getGradient());
                }
            }
            StepResult result = output.result(DjlArrays.scalars(output.readings()))
                    .with(EmbeddingSpread.of(
                            embeddings.toFloatArray(), request.network().embeddingDimension()));
            model.update(output.nextState(), batch.learningRateFactor());
            place.await(manager);
            return result;
        }
    }

    private static Map<String, Tensor> tensors(Map<String, NDArray> arrays, AttachedGradients attached) {
        Map<String, Tensor> tensors = new HashMap<>();
        arrays.forEach((name, array) -> tensors.put(name, new DjlTensor(array, attached)));
        return tensors;
    }

    private static Optional<NDArray> draws(NDManager manager, Term term, StepDraws draws, int samples) {
        int perSample = term.loss().drawsPerSample(samples);
        if (perSample == 0) {
            return Optional.empty();
        }
        float[] drawn = draws.lossDraws(term.name(), Math.multiplyExact(samples, perSample));
        return Optional.of(manager.create(drawn, new Shape(samples, perSample)));
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
                    .forward(step.create(chunk, inputShape(chunk.length / pixels)), Optional.empty())
                    .toFloatArray());
            System.arraycopy(embedded, 0, embeddings, from * dimension, embedded.length);
        }
        return embeddings;
    }

    @Override
    public Optional<int[]> classify(float[] embeddings, int n) {
        return classified(
                embeddings,
                n,
                ClassifierOutput.SCORES,
                scores -> Arrays.stream(DjlTensor.unwrap(scores.argMax()).toLongArray())
                        .mapToInt(Math::toIntExact)
                        .toArray());
    }

    @Override
    public Optional<float[]> classScores(float[] embeddings, int n) {
        return classified(
                embeddings,
                n,
                ClassifierOutput.SCORES,
                scores -> DjlTensor.unwrap(scores).toFloatArray());
    }

    @Override
    public Optional<float[]> classLogits(float[] embeddings, int n) {
        return classified(
                embeddings,
                n,
                ClassifierOutput.LOGITS,
                logits -> DjlTensor.unwrap(logits).toFloatArray());
    }

    /** Applies a function to what the classifier says. */
    private <R> Optional<R> classified(float[] embeddings, int n, ClassifierOutput output, Function<Tensor, R> read) {
        Shape shape = new Shape(n, request.network().embeddingDimension());
        return withoutGradient(step -> {
            AttachedGradients none = new AttachedGradients(place.newCopies());
            Tensor x = new DjlTensor(step.create(embeddings, shape), none);
            return output.of(request.objective(), request.setting(), x, tensors(model.lossState(), none))
                    .map(read);
        });
    }

    @Override
    public Optional<float[]> inputGradient(float[] images, int[] labels) {
        if (classScores(new float[request.network().embeddingDimension()], 1).isEmpty()) {
            return Optional.empty();
        }
        int pixels = request.network().input().elements();
        float[] gradient = new float[Math.multiplyExact(labels.length, pixels)];
        for (int from = 0; from < labels.length; from += GRADIENT_CHUNK) {
            int to = Math.min(labels.length, from + GRADIENT_CHUNK);
            float[] chunk = Arrays.copyOfRange(images, from * pixels, to * pixels);
            int[] own = Arrays.copyOfRange(labels, from, to);
            float[] found = NativeAllocation.during(() -> gradientOfOdds(chunk, own));
            System.arraycopy(found, 0, gradient, from * pixels, found.length);
        }
        return Optional.of(gradient);
    }

    @SuppressWarnings("try") // PyTorch records gradients only while a collector is open.
    private float[] gradientOfOdds(float[] images, int[] labels) {
        try (NDScope scope = new NDScope();
                NDManager step = manager.newSubManager()) {
            scope.suppressNotUsedWarning();
            NDArray samples = step.create(images, inputShape(labels.length));
            samples.setRequiresGradient(true);
            NDArray classes = DjlArrays.labels(step, labels);
            AttachedGradients attached = new AttachedGradients(place.newCopies());
            try (GradientCollector collector = engine.newGradientCollector()) {
                // Weights and state are constants here: their gradients would be added to those of the next step.
                NDArray embeddings = model.constantNetwork().forward(samples, Optional.empty());
                Tensor logits = ClassifierOutput.LOGITS
                        .of(
                                request.objective(),
                                request.setting(),
                                new DjlTensor(embeddings, attached),
                                tensors(DjlArrays.constants(model.lossState()), attached))
                        .orElseThrow();
                attached.differentiate(DjlTensor.unwrap(ClassOdds.against(logits, new DjlTensor(classes, attached))));
            }
            return samples.getGradient().toFloatArray();
        }
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
            return NativeAllocation.during(() -> work.on(step));
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    private Shape inputShape(int n) {
        return new Shape(n).addAll(DjlArrays.shape(request.network().input()));
    }

    @Override
    public long hostBytes() {
        return copies.bytes();
    }

    @Override
    public Weights weights() {
        return model.weights();
    }

    @Override
    public void restore(Weights weights) {
        replace(new DjlModel(manager, request, weights));
    }

    @Override
    public TrainingState state() {
        return model.state();
    }

    @Override
    public void resume(TrainingState state) {
        replace(DjlModel.resumed(manager, request, state));
    }

    private void replace(DjlModel restored) {
        model.close();
        model = restored;
    }

    @Override
    public void close() {
        manager.close();
    }
}
