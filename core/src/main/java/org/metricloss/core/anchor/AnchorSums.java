package org.metricloss.core.anchor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.loss.LossStage.Extent;
import org.metricloss.core.loss.ReferenceSet;
import org.metricloss.core.tensor.Tensor;

/**
 * The sums of a formula over the anchors of a batch.
 *
 * @param cost the sum of the costs, a scalar with the gradient of the embeddings and of the given numbers
 * @param tallies the sum of each tally, FLOAT64 scalars
 */
public record AnchorSums(Tensor cost, List<Tensor> tallies) {
    /**
     * Computes a formula over all anchors of a batch.
     *
     * @param formula the formula
     * @param normalize whether embeddings and references are divided by their Euclidean norm first
     * @param embeddings [m, d]
     * @param labels INT64 [m]
     * @param references the constant set that the anchors are compared with; empty to compare the batch with itself
     * @param given [m, k], numbers that the loss gives with the samples, if any; they may carry a gradient
     * @return the sums
     */
    public static AnchorSums of(
            AnchorFormula formula,
            boolean normalize,
            Tensor embeddings,
            Tensor labels,
            Optional<ReferenceSet> references,
            Optional<Tensor> given) {
        List<Tensor> results = results(formula, normalize, embeddings, labels, references, given, Extent.ALL);
        List<Tensor> tallies = results.subList(AnchorPass.TALLIES, AnchorPass.TALLIES + formula.tallies());
        Tensor cost = results.get(AnchorPass.COST).withGradient(embeddings, results.get(AnchorPass.GRADIENT));
        // Added as a 0, since a value carries one attached gradient.
        Tensor both = given.map(numbers ->
                        cost.add(cost.full(0).withGradient(numbers, results.get(AnchorPass.TALLIES + tallies.size()))))
                .orElse(cost);
        return new AnchorSums(both, List.copyOf(tallies));
    }

    /**
     * {@return the sum of the costs without a gradient, computed with the derivative by each distance: for measuring}
     *
     * @param formula what is summed
     * @param normalize whether embeddings are divided by their Euclidean norm first
     * @param embeddings [m, d]
     * @param labels [m]
     * @param given numbers that the formula is given with each sample, [m, k]
     */
    public static Tensor forward(
            AnchorFormula formula, boolean normalize, Tensor embeddings, Tensor labels, Optional<Tensor> given) {
        return results(formula, normalize, embeddings, labels, Optional.empty(), given, Extent.FORWARD)
                .get(AnchorPass.COST);
    }

    private static List<Tensor> results(
            AnchorFormula formula,
            boolean normalize,
            Tensor embeddings,
            Tensor labels,
            Optional<ReferenceSet> references,
            Optional<Tensor> given,
            Extent extent) {
        List<Tensor> others = new ArrayList<>(List.of(labels));
        references.ifPresent(set -> others.addAll(List.of(set.embeddings(), set.labels())));
        given.ifPresent(others::add);
        AnchorPass pass = new AnchorPass(
                formula,
                normalize,
                embeddings.dataType(),
                embeddings.shape().size(0),
                embeddings.shape().size(1),
                references.map(ReferenceSet::size).orElse(0),
                given.map(numbers -> numbers.shape().size(1)).orElse(0),
                extent);
        return embeddings.onHost(pass, others.toArray(Tensor[]::new));
    }

    /** {@return the number of tuples considered} */
    public Tensor considered() {
        return tallies.get(AnchorFormula.CONSIDERED);
    }

    /** {@return the number of tuples with a loss above 0} */
    public Tensor active() {
        return tallies.get(AnchorFormula.ACTIVE);
    }

    /**
     * {@return the sum of the costs over a count of the batch; 0 if the count is 0}
     *
     * @param count a scalar, constant for the gradient
     */
    public Tensor costOver(Tensor count) {
        Tensor divisor = count.cast(cost.dataType());
        return cost.div(count.greaterThan(0).choose(divisor, divisor.full(1)));
    }
}
