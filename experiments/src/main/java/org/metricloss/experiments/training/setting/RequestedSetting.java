package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Optional;
import org.metricloss.core.loss.Range;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;

/**
 * What is measured of the test part only on request.
 *
 * @param borderShare the width of the border, in (0, 1]; empty if the samples near it are not counted
 * @param fgsm the sizes of the fast gradient sign attack in units of the range of pixels, in (0, 1], all different; empty for
 *     no attack
 * @param pairs how pairs for verification are drawn; empty if none are
 */
public record RequestedSetting(Optional<Double> borderShare, List<Double> fgsm, Optional<PairSetting> pairs) {
    /** Nothing is requested. */
    public static final RequestedSetting NONE = new RequestedSetting(Optional.empty(), List.of(), Optional.empty());

    private static final Type<Double> SHARE = Type.number(Range.between(1e-4, 1), "a number in [0.0001, 1]");

    // The canonical text states them only if they are given: they were added later, and older experiments must keep
    // their
    // hash.
    static final Setting<EvaluationSetting, Double> BORDER_SHARE = Setting.optional(
            "borderShare",
            SHARE,
            "not measured",
            evaluation -> evaluation.onRequest().borderShare(),
            "Measures the share of test samples near the border between their two best classes: by the probabilities of the"
                    + " classifier, which differ by less than this number (`borderShare`), and by the distances to the nearest"
                    + " class centers (`centerBorderShare`). 0.1 is a good choice.");
    static final Setting<EvaluationSetting, List<Double>> FGSM = Setting.optional(
            "fgsm",
            Type.distinct("sizes", SHARE),
            "no attack",
            evaluation -> Optional.of(evaluation.onRequest().fgsm()).filter(sizes -> !sizes.isEmpty()),
            "Measures the accuracy of the classifier under the fast gradient sign attack of these sizes, in units of the range"
                    + " of pixels (`fgsmAccuracy0p05` for 0.05).");
    static final Setting<EvaluationSetting, PairSetting> PAIRS = Setting.optional(
            "pairs",
            PairSetting.BLOCK,
            "none",
            evaluation -> evaluation.onRequest().pairs(),
            "Draws pairs of test samples of classes that are never trained on, for `foldAccuracy`.");

    /** Checks the numbers. */
    public RequestedSetting {
        borderShare.ifPresent(RequestedSetting::requireShare);
        fgsm.forEach(RequestedSetting::requireShare);
        fgsm = List.copyOf(fgsm);
    }

    private static void requireShare(double number) {
        if (!(number > 0 && number <= 1)) {
            throw new IllegalArgumentException("must be > 0 and <= 1, got " + number);
        }
    }

    static RequestedSetting read(Fields fields) {
        return new RequestedSetting(
                fields.given(BORDER_SHARE), fields.given(FGSM).orElse(List.of()), fields.given(PAIRS));
    }
}
