package org.metricloss.loss.triplet;

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
 * Angular loss (Wang, Zhou, Wen, Liu, Lin: Deep Metric Learning with Angular Loss, ICCV 2017, equation 8) over all
 * triplets of a batch: the mean over all ordered pairs (a, p) of equal label of
 *
 * <pre>{@code log(1 + sum_n exp(4 tan^2(alpha) (a + p) n - 2 (1 + tan^2(alpha)) a p))}</pre>
 *
 * <p>Anchors and positives are divided by their Euclidean norm first, and in the paper negatives too; the Python library
 * leaves negatives as they are. A batch without triplets costs 0. If the batch is compared with references, a is a
 * sample of the batch, and p and n are references.
 *
 * <p>The sum over n is a matrix product of powers, {@code sum_n exp(4 tan^2(alpha) a n) exp(4 tan^2(alpha) p n)}, so that
 * no triplet is listed.
 *
 * @param alpha the bound of the angle at the negative, in degrees; in [0.1, 90)
 * @param normalizeNegatives whether negatives are divided by their Euclidean norm
 */
public record AngularLoss(double alpha, boolean normalizeNegatives) implements CostedLoss {
    /** The range of the angle, in degrees. */
    public static final Range ALPHA = Range.fromBelow(0.1, 90);

    /** Checks the range. */
    public AngularLoss {
        ALPHA.require("alpha", alpha);
    }

    @Override
    public Optional<Distance> trainedDistance() {
        return Optional.of(Distance.COSINE);
    }

    @Override
    public LossOutput compute(LossInput input) {
        Tensor embeddings = input.embeddings();
        AngularPass pass = new AngularPass(
                this,
                embeddings.dataType(),
                input.samples(),
                input.dimension(),
                input.references().map(ReferenceSet::size).orElse(0));
        List<Tensor> others = new ArrayList<>(List.of(input.labels()));
        input.references().ifPresent(set -> others.addAll(List.of(set.embeddings(), set.labels())));
        List<Tensor> results = embeddings.onHost(pass, others.toArray(Tensor[]::new));
        return LossOutput.of(results.get(0).withGradient(embeddings, results.get(1)))
                .total(Diagnostic.TUPLES_CONSIDERED, results.get(2))
                .total(Diagnostic.TUPLES_ACTIVE, results.get(3));
    }

    @Override
    public boolean needsTwoOfAClass() {
        return true;
    }

    @Override
    public boolean comparesReferences() {
        return true;
    }

    @Override
    public long tuples(BatchProfile batch) {
        return batch.triplets();
    }

    @Override
    public HeldArrays arrays(BatchProfile batch) {
        long m = batch.samples();
        long rows = Math.min(m, Math.max(AngularPass.blockRows((int) m), batch.largestClass()));
        return HeldArrays.none()
                .blocks((m + rows - 1) / rows, rows, m)
                // The powers of all groups, and the shares of one.
                .onHost(1, rows, m)
                .onHost(1, batch.largestClass(), m)
                // The rows in order and normalized, products with them, the gradient and its way back.
                .onHost(6, m, batch.dimension())
                .onHostWide(1, m, batch.dimension());
    }

    /** Derivatives replace the powers in the walk that adds up the value. Each pair of a class has a sum over negatives. */
    @Override
    public List<LossStage> stages() {
        return List.of(new LossStage(Set.of(LossPhase.VALUE, LossPhase.GRADIENT), 3, this, LossStage.Extent.ALL));
    }
}
