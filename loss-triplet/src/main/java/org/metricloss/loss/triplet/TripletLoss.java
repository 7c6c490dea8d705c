package org.metricloss.loss.triplet;

import java.util.Map;
import java.util.Optional;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Range;
import org.metricloss.core.loss.TupleKind;
import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.loss.Workload;
import org.metricloss.core.tensor.Tensor;

/**
 * Triplet loss (Schroff, Kalenichenko, Philbin: FaceNet, CVPR 2015; Hermans, Beyer, Leibe: In Defense of the Triplet Loss
 * for Person Re-Identification, 2017). A triplet of anchor a, positive p (another sample of the same label) and negative
 * n (a sample of another label) costs
 *
 * <pre>{@code max(0, D_ap - D_an + margin)   or   log(1 + exp(D_ap - D_an + margin))}</pre>
 *
 * <p>(a, p, n) and (p, a, n) are two triplets. A triplet violates the margin where D_an &lt; D_ap + margin, computed in
 * that form; the margin is in units of the distance, squared or not. A batch without triplets has the value 0.
 *
 * <p>Diagnostics: how many triplets are considered, are active (cost above 0) and violate the margin, which is the same
 * as active for a hinge; and the mean Euclidean distances, after any normalisation, of the positive and negative pairs
 * that occur in triplets, each pair (a, p) and (a, n) counted once. With hard mining these are
 * the hardest pairs, with listed triplets those of each triplet as it is listed.
 *
 * @param mining which triplets are used
 * @param margin at least 0
 * @param distance what a triplet compares
 * @param normalize whether embeddings are divided by their Euclidean norm first
 * @param form what a triplet costs
 * @param reduction how triplets become one number
 */
public record TripletLoss(
        Mining mining,
        double margin,
        TripletDistance distance,
        boolean normalize,
        TripletForm form,
        TupleReduction reduction)
        implements MetricLoss {
    /** How many triplets have D_an &lt; D_ap + margin. */
    public static final String TUPLES_VIOLATING_MARGIN = "tuplesViolatingMargin";

    /** The range of the margin. */
    static final Range MARGIN = Range.atLeast(0);

    /** Checks the range. */
    public TripletLoss {
        if (!MARGIN.contains(margin)) {
            throw new IllegalArgumentException("margin must be %s, got %s".formatted(MARGIN, margin));
        }
    }

    @Override
    public Optional<TupleKind> listedTuples() {
        return mining == Mining.EXPLICIT ? Optional.of(TupleKind.TRIPLETS) : Optional.empty();
    }

    @Override
    public LossOutput compute(LossInput input) {
        Tensor embeddings = normalize ? input.embeddings().normalizeRows() : input.embeddings();
        Triplets triplets = mining.mine(this, input, embeddings);
        Tensor value = reduction.reduce(triplets.sum(), triplets.considered(), triplets.active());
        LossOutput output = LossOutput.of(value)
                .total(Diagnostic.TUPLES_CONSIDERED, triplets.considered())
                .total(Diagnostic.TUPLES_ACTIVE, triplets.active())
                .total(TUPLES_VIOLATING_MARGIN, triplets.violating());
        return withMean(
                withMean(output, Diagnostic.MEAN_POSITIVE_DISTANCE, triplets.positiveDistances()),
                Diagnostic.MEAN_NEGATIVE_DISTANCE,
                triplets.negativeDistances());
    }

    private LossOutput withMean(LossOutput output, String name, Triplets.Selected distances) {
        return output.meanWhere(name, distance.euclidean(distances.values().stopGradient()), distances.mask());
    }

    @Override
    public Map<String, MetricLoss> cheaper() {
        return mining == Mining.ALL
                ? Map.of("mining: hard", new TripletLoss(Mining.HARD, margin, distance, normalize, form, reduction))
                : Map.of();
    }

    @Override
    public Workload workload(BatchProfile batch) {
        return mining.workload(batch);
    }
}
