package org.metricloss.loss.contrastive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossPhase;
import org.metricloss.core.loss.LossStage;
import org.metricloss.core.loss.Range;
import org.metricloss.core.loss.ReferenceSet;
import org.metricloss.core.tensor.Tensor;

/**
 * Multi-class N-pair loss (Sohn: Improved Deep Metric Learning with Multi-class N-pair Loss Objective, NIPS 2016,
 * equation 7). Of each of the N classes with at least two samples in the batch, the first is the anchor a and the second
 * the positive p, and the others are not used:
 *
 * <pre>{@code
 * L = 1/N sum_i log(1 + sum_{j != i} exp(a_i p_j - a_i p_i)) + regularization / 4N sum_i (|a_i|^2 + |p_i|^2)
 * }</pre>
 *
 * <p>The paper does not normalize embeddings but keeps their lengths small by a regularizer, whose weight it leaves open;
 * the Python library normalizes by default and has no regularizer. A batch with fewer than two such classes costs 0.
 *
 * <p>If the batch is compared with references, the classes are those that both have: the anchor is the first sample of
 * the class in the batch, the positive its first reference. The regularizer counts only for the batch itself.
 *
 * <p>Which sample of a class comes first depends on the order of the batch. Samplers draw that order, and {@code
 * perClass: 2} uses all samples.
 *
 * @param normalize whether embeddings are divided by their Euclidean norm first
 * @param regularization the weight of the regularizer, at least 0
 */
public record NPairsLoss(boolean normalize, double regularization) implements CostedLoss {
    /** The range of the regularizer's weight. */
    public static final Range REGULARIZATION = Range.atLeast(0);

    /** Checks the range. */
    public NPairsLoss {
        REGULARIZATION.require("regularization", regularization);
    }

    /** Products of embeddings grow with their lengths, which the regularizer keeps alike: directions are trained. */
    @Override
    public Optional<Distance> trainedDistance() {
        return Optional.of(Distance.COSINE);
    }

    @Override
    public LossOutput compute(LossInput input) {
        Tensor embeddings = compared(input.embeddings());
        int references = input.references().map(ReferenceSet::size).orElse(0);
        List<Tensor> others = new ArrayList<>(List.of(input.labels()));
        input.references().ifPresent(set -> others.addAll(List.of(compared(set.embeddings()), set.labels())));
        List<Tensor> results = embeddings.onHost(
                new NPairsPass(
                        references == 0 ? regularization : 0,
                        embeddings.dataType(),
                        input.samples(),
                        input.dimension(),
                        references),
                others.toArray(Tensor[]::new));
        return LossOutput.of(results.get(0).withGradient(embeddings, results.get(1)))
                .total(Diagnostic.TUPLES_CONSIDERED, results.get(2))
                .total(Diagnostic.TUPLES_ACTIVE, results.get(3));
    }

    private Tensor compared(Tensor embeddings) {
        return normalize ? embeddings.normalizeRows() : embeddings;
    }

    @Override
    public boolean needsTwoOfAClass() {
        return true;
    }

    @Override
    public boolean comparesReferences() {
        return true;
    }

    /** N, each anchor with its positive and N - 1 negatives; 0 if N is 1. */
    @Override
    public long tuples(BatchProfile batch) {
        long classes = batch.classesOfTwo();
        return classes < 2 ? 0 : classes;
    }

    @Override
    public HeldArrays arrays(BatchProfile batch) {
        long n = batch.classesOfTwo();
        long blockRows = n == 0 ? 0 : NPairsPass.blockRows((int) n);
        HeldArrays pass = HeldArrays.none()
                .blocks(n == 0 ? 0 : (n + blockRows - 1) / blockRows, blockRows, n)
                // Anchors and positives; the gradient with its way back.
                .onHost(2, n, batch.dimension())
                .onHostWide(2, n, batch.dimension())
                .onHost(3, batch.samples(), batch.dimension());
        return normalize ? pass.normalizedRows(batch.samples(), batch.dimension()) : pass;
    }

    /** Derivatives replace the products in the walk that adds up the value. */
    @Override
    public List<LossStage> stages() {
        return List.of(new LossStage(Set.of(LossPhase.VALUE, LossPhase.GRADIENT), 2, this, LossStage.Extent.ALL));
    }
}
