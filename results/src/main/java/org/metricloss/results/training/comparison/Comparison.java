package org.metricloss.results.training.comparison;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.metricloss.results.record.MeasureRecord;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.statistics.PairedEffectSize;
import org.metricloss.results.statistics.RequiredSeeds;
import org.metricloss.results.text.NumberText;

/**
 * The comparison of one objective with the baseline, by one measure on one engine. {@link Comparisons} states the rule.
 *
 * @param measure the measure that is compared
 * @param engine the engine of both
 * @param objective the objective's name
 * @param baseline the baseline's name
 * @param samples how many seeds have a value of each, if they are not paired; empty if they are
 * @param pairs how many seeds have a value of both; 0 if they are not paired
 * @param unpaired how many seeds ended for at least one of the two, but do not have a value of both
 * @param difference the mean of objective minus baseline with its 95% interval; empty without pairs, or values of both
 * @param p the p-value of the paired t test, or of Welch's test if values are not paired; empty if there is no test,
 *     see {@link org.metricloss.results.statistics.PairedTTest}
 * @param holmP the same p-value, adjusted for the family; it decides the verdict
 * @param wilcoxonP the unadjusted p-value of the signed-rank test, for information only; empty without pairs
 * @param effect the paired effect size; empty if there is no test
 * @param family how many comparisons are corrected together with this one, itself counted
 * @param verdict the outcome
 * @param obstacle why there is no test or nothing to compare, in words; empty if there is a test
 */
public record Comparison(
        MeasureRecord measure,
        String engine,
        String objective,
        String baseline,
        Optional<Samples> samples,
        int pairs,
        int unpaired,
        Optional<MeanEstimate> difference,
        OptionalDouble p,
        OptionalDouble holmP,
        OptionalDouble wilcoxonP,
        Optional<PairedEffectSize> effect,
        int family,
        Verdict verdict,
        Optional<String> obstacle) {
    /**
     * The sizes of two samples that are not paired.
     *
     * @param objective how many seeds have a value of the objective
     * @param baseline how many have one of the baseline
     */
    public record Samples(int objective, int baseline) {}

    /** {@return whether values are paired by seed} */
    public boolean isPaired() {
        return samples.isEmpty();
    }

    /** {@return the unbiased effect size; empty without an effect size or with two pairs} */
    public OptionalDouble unbiasedEffect() {
        return effect.map(PairedEffectSize::hedgesGz).orElse(OptionalDouble.empty());
    }

    /**
     * {@return how many seeds would probably be enough to find a difference as large as the observed one, see {@link
     * RequiredSeeds}; empty if there is no unbiased effect size, or too many are needed}
     */
    public OptionalInt seedsNeeded() {
        OptionalDouble unbiased = unbiasedEffect();
        return unbiased.isEmpty() ? OptionalInt.empty() : RequiredSeeds.of(unbiased.getAsDouble(), family);
    }

    /** {@return the verdict in words, such as {@code better than softmax (p = 0.0123, 5 seeds)}} */
    public String words() {
        return switch (verdict) {
            case BETTER -> "better than " + evidence();
            case WORSE -> "worse than " + evidence();
            case NOT_DISTINGUISHABLE -> "not distinguishable from " + baseline + " at " + seedsInWords();
            case NOT_TESTED -> "not tested against " + baseline + ": " + obstacle.orElseThrow();
            case NOT_COMPARED -> "not compared with " + baseline + ": " + obstacle.orElseThrow();
        };
    }

    /**
     * {@return the verdict in plain words that do not repeat the baseline's name, such as {@code better (p = 0.0123)} or
     * {@code no clear difference (p = 0.34)}}
     */
    public String verdictInWords() {
        return switch (verdict) {
            case BETTER -> "better (" + NumberText.pEquals(holmP.orElseThrow()) + ")";
            case WORSE -> "worse (" + NumberText.pEquals(holmP.orElseThrow()) + ")";
            case NOT_DISTINGUISHABLE -> "no clear difference (" + NumberText.pEquals(holmP.orElseThrow()) + ")";
            case NOT_TESTED -> "not tested: " + obstacle.orElseThrow();
            case NOT_COMPARED -> "not compared: " + obstacle.orElseThrow();
        };
    }

    /** {@return the difference with its interval, such as {@code +0.0324 [+0.0301, +0.0347]}; {@code -} if there is none} */
    public String differenceInWords() {
        return difference
                .map(mean -> NumberText.signed(mean.mean())
                        + mean.interval()
                                .map(interval -> " " + NumberText.signed(interval))
                                .orElse(""))
                .orElse("-");
    }

    private String evidence() {
        return baseline + " (" + NumberText.pEquals(holmP.orElseThrow()) + ", " + seedsInWords() + ")";
    }

    private String seedsInWords() {
        return samples.isPresent()
                ? unpairedSeeds() + " seeds"
                : pairs + (pairs == 1 ? " seed" : " seeds") + withoutPair();
    }

    /**
     * {@return how many seeds are compared, such as {@code 5}, {@code 4, 1 more without a pair} or {@code 5 and 4 unpaired}}
     */
    String seeds() {
        return samples.isPresent() ? unpairedSeeds() : pairs + withoutPair();
    }

    private String unpairedSeeds() {
        return samples.orElseThrow().objective() + " and "
                + samples.orElseThrow().baseline() + " unpaired";
    }

    private String withoutPair() {
        return unpaired == 0 ? "" : ", " + unpaired + " more without a pair";
    }
}
