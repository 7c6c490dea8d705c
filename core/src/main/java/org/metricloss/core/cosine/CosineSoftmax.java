package org.metricloss.core.cosine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.array.Shape;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.tensor.Tensor;

/**
 * Cross-entropy over the cosines c_ij between embeddings and the vectors of the classes, the mean over the batch:
 *
 * <pre>{@code L = -1/m sum_i log( exp(s t_i) / (exp(s t_i) + sum_{j != y_i} exp(s c_ij)) )}</pre>
 *
 * with the scale s, and t_i what the {@link TargetCosine} makes of the cosine with the own class. Value and both gradients take
 * three matrix products and one array [m, columns], in which derivatives replace cosines.
 *
 * @param scale s, above 0
 * @param target where the margin is
 * @param pooling how a class with several vectors gets one cosine
 * @param denominator which classes stand in the denominator
 * @param lengths what becomes of the embeddings' lengths
 */
public record CosineSoftmax(
        double scale, TargetCosine target, Pooling pooling, Denominator denominator, Lengths lengths) {
    /** Mean cosine between the samples and their own class, before the margin. */
    public static final String MEAN_OWN_COSINE = "meanOwnCosine";

    /** Which classes stand in the denominator. */
    public enum Denominator {
        /** All of them. */
        ALL,
        /** All but the sample's own; with one class the loss is 0. */
        OTHERS
    }

    /** What becomes of the embeddings' lengths. */
    public enum Lengths {
        /** Nothing: only directions count. */
        IGNORED,
        /** Each multiplies the scale of its sample. */
        FACTOR
    }

    /**
     * Cross-entropy with one vector for each class, over all classes and directions alone.
     *
     * @param scale s, above 0
     * @param target where the margin is
     */
    public CosineSoftmax(double scale, TargetCosine target) {
        this(scale, target, new Pooling.Single(), Denominator.ALL, Lengths.IGNORED);
    }

    /**
     * Declares the vectors. They start normally distributed, at a length of about 1: a vector's length does not change the loss,
     * but the angle by which a step turns the vector is inversely proportional to its square.
     *
     * @param name the name within the loss
     * @param vectors how many there are
     * @param d the dimension
     * @return the state, of no particular role
     */
    public static LossState.Learned vectors(String name, int vectors, int d) {
        return new LossState.Learned(name, Shape.of(vectors, d), new Initializer.Gaussian(1 / Math.sqrt(d)));
    }

    /**
     * Computes the loss with its gradients attached.
     *
     * @param input the batch
     * @param vectors a learned state of the loss, [classes vectors, d]
     * @param given [m, 1], one number for each sample that the target cosine is given; constant for the gradient
     * @return the value, with the batch accuracy and {@link #MEAN_OWN_COSINE}
     */
    public LossOutput compute(LossInput input, Tensor vectors, Optional<Tensor> given) {
        int m = input.samples();
        Tensor embeddings = input.embeddings();
        List<Tensor> others = new ArrayList<>(List.of(vectors, input.labels()));
        given.ifPresent(others::add);
        List<Tensor> found = embeddings.onHost(
                new CosineSoftmaxPass(
                        this, embeddings.dataType(), m, vectors.shape().size(0), input.dimension(), given.isPresent()),
                others.toArray(Tensor[]::new));
        Tensor value = found.get(0).withGradient(embeddings, found.get(1));
        // Added as a 0, since a value carries one attached gradient.
        Tensor nothing = value.full(0).withGradient(vectors, found.get(2));
        Tensor samples = input.labels().full(m);
        return LossOutput.of(value.add(nothing))
                .mean(Diagnostic.BATCH_ACCURACY, found.get(3), samples)
                .mean(MEAN_OWN_COSINE, found.get(4), samples);
    }

    /**
     * Scores classes by their cosines, without a margin.
     *
     * @param embeddings [m, d]
     * @param vectors [classes vectors, d]
     * @return [m, classes]
     */
    public Tensor scores(Tensor embeddings, Tensor vectors) {
        return pooling.of(
                embeddings.normalizeRows().matMul(vectors.normalizeRows().transpose()));
    }

    /**
     * Returns the logits of classes without a margin: their cosines times the scale and, where lengths are a factor, times the
     * lengths of the embeddings.
     *
     * @param embeddings [m, d]
     * @param vectors [classes vectors, d]
     * @return [m, classes]
     */
    public Tensor logits(Tensor embeddings, Tensor vectors) {
        Tensor logits = scores(embeddings, vectors).mul(scale);
        return lengths == Lengths.FACTOR ? logits.mul(embeddings.square().sum(1).sqrt()) : logits;
    }

    /**
     * Predicts what {@link #compute} holds.
     *
     * @param batch the batch
     * @return the arrays beside the embeddings and the vectors
     */
    public HeldArrays arrays(BatchProfile batch) {
        long columns = (long) batch.classes() * pooling.vectors();
        // The cosines; of both factors the unit rows, the derivative by them, and that by the rows with its way back.
        return HeldArrays.none()
                .onHost(1, batch.samples(), columns)
                .onHost(4, batch.samples(), batch.dimension())
                .onHost(4, columns, batch.dimension());
    }
}
