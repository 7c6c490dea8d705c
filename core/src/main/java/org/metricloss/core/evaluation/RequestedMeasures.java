package org.metricloss.core.evaluation;

import static org.metricloss.core.evaluation.Measure.Bounds.FRACTION;
import static org.metricloss.core.evaluation.Measure.Direction.LOWER_IS_BETTER;
import static org.metricloss.core.evaluation.MeasureKinds.fraction;
import static org.metricloss.core.evaluation.MeasureKinds.pure;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/** The measures that are computed only on request, because they need a setting: a width, a size of attack, drawn pairs. */
public final class RequestedMeasures {
    static final String FOLD_ACCURACY_TITLE = "accuracy by folds";
    static final String FOLD_ACCURACY =
            "given test pairs classified correctly by the best threshold of the other folds, mean over folds (LFW)";

    private RequestedMeasures() {}

    /**
     * {@return the share of test samples near the border of the classifier, see {@link BorderShare}; it exists only where the
     * classifier's {@link ClassifierDetails} are given}
     *
     * @param width how large the lead in probability of a sample is that is no longer near it, above 0 and at most 1
     */
    public static Measure borderShare(double width) {
        return pure(
                "borderShare",
                "border share",
                FRACTION,
                LOWER_IS_BETTER,
                "test samples whose two most probable classes differ by less than " + width
                        + " in probability; only if there is a classifier",
                parts -> parts.input().classifier().stream()
                        .mapToDouble(details -> BorderShare.of(details.leads(), width))
                        .findFirst());
    }

    /**
     * {@return the share of test samples near the border between the two nearest class centers, see {@link BorderShare}; it
     * exists only for training samples of two classes}
     *
     * @param width how large the lead of a sample is that is no longer near it, above 0 and at most 1
     */
    public static Measure centerBorderShare(double width) {
        return pure(
                "centerBorderShare",
                "border share by centers",
                FRACTION,
                LOWER_IS_BETTER,
                "test samples whose distances d1 <= d2 to the two nearest class centers have (d2 - d1) / (d2 + d1) below "
                        + width,
                parts -> parts.input().trainReference().stream()
                        .filter(reference -> reference.classes().length > 1)
                        .mapToDouble(reference -> BorderShare.of(
                                BorderShare.leadsOfCenters(
                                        parts.input().test(),
                                        reference,
                                        parts.input().distance(),
                                        parts.input().threads()),
                                width))
                        .findFirst());
    }

    /**
     * {@return the accuracy of the classifier on images that the fast gradient sign method changed (Goodfellow et al.: Explaining
     * and Harnessing Adversarial Examples, ICLR 2015); it exists only where {@link ClassifierDetails} has this attack. Its id
     * states the size, such as {@code fgsmAccuracy0p05}}
     *
     * @param epsilon the size of the attack in units of the range of pixels, above 0 and at most 1
     */
    public static Measure fgsmAccuracy(double epsilon) {
        String size = BigDecimal.valueOf(epsilon).stripTrailingZeros().toPlainString();
        return fraction(
                "fgsmAccuracy" + size.replace('.', 'p'),
                "FGSM accuracy at " + size,
                "test images whose class the classifier predicts after each pixel moved by " + size
                        + " of its range in the direction that increases the loss",
                parts -> parts.input().classifier().map(ClassifierDetails::underAttack).stream()
                        .filter(attacks -> attacks.containsKey(epsilon))
                        .mapToDouble(
                                attacks -> ClassifierAccuracy.of(parts.input().test(), attacks.get(epsilon)))
                        .findFirst());
    }

    /**
     * {@return the accuracy by folds on these pairs, in place of those that the input gives}
     *
     * @param pairs pairs of test samples, in at least two folds
     */
    public static Measure foldAccuracy(LabelledPairs pairs) {
        return fraction(
                "foldAccuracy",
                FOLD_ACCURACY_TITLE,
                FOLD_ACCURACY,
                parts -> OptionalDouble.of(foldAccuracy(parts, pairs)));
    }

    static double foldAccuracy(EvaluationParts parts, LabelledPairs pairs) {
        return FoldAccuracy.of(parts.input().test(), pairs, parts.input().distance())
                .mean();
    }
}
