package org.metricloss.results.parity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.metricloss.results.parity.ParityPoint.Moment;

/**
 * Whether two engines compute the same, over all their trials of a run. What they compute shows in the first step, from
 * equal weights on the same batch; training freely, they drift apart, since training amplifies rounding, and that is a
 * failure only beyond a wide bound.
 *
 * @param reference the engine that is compared with
 * @param engine the engine that is compared
 * @param trials how many pairs of trials were compared
 * @param firstStep the largest difference of loss and of weights after the first step; none where it was not kept
 * @param drift the largest difference of an epoch's mean loss, 0 where no epoch ended
 * @param weightsDrift the largest difference of the weights after an epoch, where they were kept
 * @param measuresDrift the largest difference of any measure after the last epoch, where there are measures
 */
public record EngineAgreement(
        String reference,
        String engine,
        int trials,
        OptionalDouble firstStep,
        double drift,
        OptionalDouble weightsDrift,
        OptionalDouble measuresDrift) {
    /**
     * The first step must agree better than this. Float32 rounds by 6e-8, and sums over a batch and its pixels gather some
     * ten to a hundred such errors.
     */
    public static final double FIRST_STEP_BAR = 1e-5;

    /** An epoch's mean loss, trained freely, must agree better than this. */
    public static final double DRIFT_BOUND = 0.1;

    /**
     * @param points the differences of a run
     * @return one agreement for each pair of engines, in order of appearance
     */
    public static List<EngineAgreement> of(List<ParityPoint> points) {
        Map<List<String>, List<ParityPoint>> pairs = new LinkedHashMap<>();
        points.forEach(
                point -> pairs.computeIfAbsent(List.of(point.reference(), point.engine()), unseen -> new ArrayList<>())
                        .add(point));
        return pairs.values().stream().map(EngineAgreement::ofPair).toList();
    }

    private static EngineAgreement ofPair(List<ParityPoint> points) {
        List<ParityPoint> first =
                points.stream().filter(at -> at.moment() == Moment.FIRST_STEP).toList();
        List<ParityPoint> epochs =
                points.stream().filter(at -> at.moment() == Moment.EPOCH).toList();
        OptionalDouble firstLoss = largest(first, at -> List.of(at.loss()));
        return new EngineAgreement(
                points.get(0).reference(),
                points.get(0).engine(),
                (int) points.stream()
                        .map(at -> List.of(at.objective(), at.seed()))
                        .distinct()
                        .count(),
                firstLoss.isEmpty() ? firstLoss : largest(first, at -> List.of(at.loss(), weights(at))),
                largest(epochs, at -> List.of(at.loss())).orElse(0),
                largest(epochs, at -> at.weights().isPresent() ? List.of(weights(at)) : List.of()),
                largest(epochs, at -> List.copyOf(at.measures().values())));
    }

    private static double weights(ParityPoint point) {
        return point.weights().orElse(0);
    }

    private static OptionalDouble largest(List<ParityPoint> points, Function<ParityPoint, List<Double>> values) {
        return points.stream()
                .flatMap(point -> values.apply(point).stream())
                .mapToDouble(Double::doubleValue)
                .max();
    }

    /** @return whether every first step met the bar, as far as it was kept, and no epoch's loss drifted beyond the bound */
    public boolean agrees() {
        return !(firstStep.orElse(0) >= FIRST_STEP_BAR) && drift < DRIFT_BOUND;
    }

    /** @return all of this on one line */
    public String words() {
        StringBuilder words = new StringBuilder(engine + (agrees() ? " agrees with " : " DOES NOT AGREE with ")
                + reference + " in " + trials + (trials == 1 ? " pair of trials" : " pairs of trials") + ": ");
        if (firstStep.isPresent()) {
            words.append(number(
                    "after the first step loss and weights differ by at most %s (it must be below %s)",
                    firstStep.getAsDouble(), FIRST_STEP_BAR));
        } else {
            words.append("the first step was not kept");
        }
        words.append(
                number("; trained freely, by at most %s in an epoch's loss (it must be below %s)", drift, DRIFT_BOUND));
        weightsDrift.ifPresent(largest -> words.append(number(", %s in the weights", largest)));
        measuresDrift.ifPresent(largest -> words.append(number(", %s in a measure", largest)));
        return words.append('.').toString();
    }

    private static String number(String sentence, Object... differences) {
        Object[] texts = new Object[differences.length];
        for (int i = 0; i < texts.length; i++) {
            double difference = (Double) differences[i];
            texts[i] = difference == 0 ? "0" : String.format(Locale.ROOT, "%.1e", difference);
        }
        return String.format(Locale.ROOT, sentence, texts);
    }
}
