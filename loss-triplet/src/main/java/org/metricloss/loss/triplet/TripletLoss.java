package org.metricloss.loss.triplet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.loss.Algorithm;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossStage;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Range;
import org.metricloss.core.loss.Stepwise;
import org.metricloss.core.loss.TupleKind;
import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.mining.PairDistance;
import org.metricloss.core.tensor.Tensor;

/**
 * Triplet loss (Schroff, Kalenichenko, Philbin: FaceNet, CVPR 2015; Hermans, Beyer, Leibe: In Defense of the Triplet
 * Loss for Person Re-Identification, 2017). A triplet of anchor a, positive p (another sample of the same label) and
 * negative n (a sample of another label) costs
 *
 * <pre>{@code max(0, D_ap - D_an + margin)   or   log(1 + exp(D_ap - D_an + margin))}</pre>
 *
 * <p>(a, p, n) and (p, a, n) are two triplets. A triplet violates the margin where D_an &lt; D_ap + margin, computed in
 * that form; the margin is in units of the distance, squared or not. A batch without triplets has the value 0.
 *
 * <p>Diagnostics: the numbers of triplets that are considered, active (cost above 0) and violate the margin, which is
 * the same as active for a hinge; and the mean Euclidean distances, after any normalisation, of the positive and
 * negative pairs that occur in triplets, each pair (a, p) and (a, n) counted once. With mining that chooses triplets,
 * hard, random or explicit, these are the pairs of the chosen ones, but with mining that changes by steps, and in the
 * comparison with references, all pairs of the anchors that have triplets.
 *
 * <p>With swap, the distance D_pn takes the place of D_an where it is smaller (Balntas et al.: Learning local feature
 * descriptors with triplets and shallow convolutional neural networks, BMVC 2016); mining still looks at D_an.
 *
 * @param minings which triplets of the batch are used, by steps
 * @param margin at least 0
 * @param distance what a triplet compares
 * @param normalize whether embeddings are divided by their Euclidean norm first
 * @param form what a triplet costs
 * @param swap whether D_pn is taken where it is smaller than D_an
 * @param reduction how triplets become one number
 * @param algorithm how all this is computed; with swap, mining that takes more than one triplet for each anchor needs
 *     {@link Algorithm#ENUMERATE}
 */
public record TripletLoss(
        Stepwise<Mining> minings,
        double margin,
        PairDistance distance,
        boolean normalize,
        TripletForm form,
        boolean swap,
        TupleReduction reduction,
        Algorithm algorithm)
        implements CostedLoss {
    /** How many triplets have D_an &lt; D_ap + margin. */
    public static final String TUPLES_VIOLATING_MARGIN = "tuplesViolatingMargin";

    /** The range of the margin. */
    static final Range MARGIN = Range.atLeast(0);

    /** Checks the range. */
    public TripletLoss {
        if (!MARGIN.contains(margin)) {
            throw new IllegalArgumentException("margin must be %s, got %s".formatted(MARGIN, margin));
        }
        distance.require(normalize);
        for (Mining mining : minings.choices()) {
            require(mining, minings.isConstant(), normalize, swap, algorithm);
        }
    }

    private static void require(Mining mining, boolean always, boolean normalize, boolean swap, Algorithm algorithm) {
        if (swap && algorithm == Algorithm.EXACT && !(always && mining.choosesRows())) {
            throw new IllegalArgumentException(
                    "algorithm: exact does not support swap with this mining; use algorithm: enumerate, or mining: hard, random or explicit in all steps");
        }
        if (mining == Mining.EXPLICIT) {
            if (!always) {
                throw new IllegalArgumentException(
                        "mining: explicit cannot be combined with other mining; it must apply to all steps");
            }
            return;
        }
        if (algorithm == Algorithm.ENUMERATE && (!always || mining.byAnchors())) {
            throw new IllegalArgumentException(
                    "algorithm: enumerate needs the same mining in all steps, one of all, semi-hard, semi-hard-nearest, hard, random");
        }
        mining.rule().require(normalize);
    }

    /**
     * A loss with the same mining in every step.
     *
     * @param mining which triplets of the batch are used
     * @param margin at least 0
     * @param distance what a triplet compares
     * @param normalize whether embeddings are divided by their Euclidean norm first
     * @param form what a triplet costs
     * @param swap whether D_pn is taken where it is smaller than D_an
     * @param reduction how triplets become one number
     * @param algorithm how all this is computed
     */
    public TripletLoss(
            Mining mining,
            double margin,
            PairDistance distance,
            boolean normalize,
            TripletForm form,
            boolean swap,
            TupleReduction reduction,
            Algorithm algorithm) {
        this(Stepwise.always(mining), margin, distance, normalize, form, swap, reduction, algorithm);
    }

    /** {@return the mining of the first step} */
    public Mining mining() {
        return minings.first();
    }

    /** {@return whether anchors are handled one by one, each by the mining of the step} */
    private boolean byAnchors() {
        return !minings.isConstant() || mining().byAnchors();
    }

    /** {@return what mines the triplets; not for listed ones} */
    org.metricloss.core.mining.Mining miners() {
        return org.metricloss.core.mining.Mining.by(minings.map(Mining::rule), distance, margin);
    }

    /** {@return embeddings as they are compared} */
    Tensor embeddings(Tensor embeddings) {
        return normalize ? embeddings.normalizeRows() : embeddings;
    }

    @Override
    public boolean needsTwoOfAClass() {
        return mining() != Mining.EXPLICIT;
    }

    @Override
    public boolean comparesReferences() {
        return mining() != Mining.EXPLICIT && !swap && algorithm == Algorithm.EXACT;
    }

    @Override
    public Optional<TupleKind> listedTuples() {
        return mining() == Mining.EXPLICIT ? Optional.of(TupleKind.TRIPLETS) : Optional.empty();
    }

    @Override
    public Optional<Distance> trainedDistance() {
        return Optional.of(normalize ? Distance.COSINE : Distance.EUCLIDEAN);
    }

    @Override
    public LossOutput compute(LossInput input) {
        Triplets triplets = triplets(input);
        Tensor value = reduction.reduce(triplets.sum(), triplets.mined(), triplets.active());
        if (mining() != Mining.EXPLICIT) {
            // A sample that is in no triplet, or was not drawn, must not hide that it is not a number.
            Tensor nothing = input.embeddings().stopGradient().sum().mul(0);
            Tensor sound = mining() == Mining.RANDOM ? value.add(nothing) : value;
            value = triplets.mined().greaterThan(0).choose(sound, nothing);
        }
        LossOutput output = LossOutput.of(value)
                .total(Diagnostic.TUPLES_CONSIDERED, triplets.considered())
                .total(Diagnostic.TUPLES_ACTIVE, triplets.active())
                .total(TUPLES_VIOLATING_MARGIN, triplets.violating());
        boolean chosenFromMemory = input.references().isPresent() && mining() != Mining.ALL;
        if (byAnchors() || mining() == Mining.SEMI_HARD || chosenFromMemory) {
            output = output.total(Diagnostic.TUPLES_MINED, triplets.mined());
        }
        return triplets.negatives()
                .addTo(
                        triplets.positives().addTo(output, Diagnostic.MEAN_POSITIVE_DISTANCE),
                        Diagnostic.MEAN_NEGATIVE_DISTANCE);
    }

    private Triplets triplets(LossInput input) {
        if (byAnchors() || input.references().isPresent()) {
            return TripletAnchors.of(this, input);
        }
        Tensor embeddings = embeddings(input.embeddings());
        return switch (algorithm) {
            case EXACT -> mining().exact(embeddings, input, this);
            case ENUMERATE -> mining().enumerate(embeddings, input, this);
        };
    }

    @Override
    public int drawsPerSample(int samples) {
        return mining() == Mining.EXPLICIT ? 0 : miners().drawsPerSample();
    }

    @Override
    public Map<String, MetricLoss> cheaper() {
        return algorithm == Algorithm.ENUMERATE && !swap && mining() != Mining.EXPLICIT
                ? Map.of(
                        "algorithm: exact",
                        new TripletLoss(minings, margin, distance, normalize, form, swap, reduction, Algorithm.EXACT))
                : Map.of();
    }

    @Override
    public List<LossStage> stages() {
        return byAnchors() ? TripletStages.byAnchors(this) : TripletStages.of(this);
    }

    @Override
    public long tuples(BatchProfile batch) {
        return byAnchors() ? batch.triplets() : mining().tuples(batch);
    }

    @Override
    public HeldArrays arrays(BatchProfile batch) {
        boolean enumerates = algorithm == Algorithm.ENUMERATE && mining() != Mining.EXPLICIT;
        HeldArrays ofTriplets =
                enumerates ? mining().enumeratedArrays(batch.samples(), this) : mining().exactArrays(batch, this);
        return normalize ? ofTriplets.normalizedRows(batch.samples(), batch.dimension()) : ofTriplets;
    }
}
