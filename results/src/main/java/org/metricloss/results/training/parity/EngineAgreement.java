package org.metricloss.results.training.parity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.metricloss.results.training.parity.ParityPoint.Moment;

/**
 * The agreement of two engines over all their trials in a run. Only the first step, from equal weights on the same
 * batch, decides whether they agree. In later training they drift apart because training amplifies rounding. The drift
 * is reported and is not a failure.
 *
 * @param reference the engine that serves as the reference
 * @param engine the engine that is compared
 * @param trials how many pairs of trials were compared
 * @param firstSteps for how many of these pairs the first step was kept
 * @param firstStep the first step whose loss or weights differ most; empty if no first step was kept
 * @param drift the largest difference of an epoch's mean loss; empty if no epoch ended
 * @param weightsDrift the largest difference of the weights after an epoch, if they were kept
 * @param measuresDrift the largest difference of any measure after the last epoch, if there are measures
 */
public record EngineAgreement(
        String reference,
        String engine,
        int trials,
        int firstSteps,
        Optional<ParityPoint> firstStep,
        OptionalDouble drift,
        OptionalDouble weightsDrift,
        OptionalDouble measuresDrift) {
    /**
     * The relative differences of the first step must be below this bar. Float32 rounds by 6e-8, and sums over a batch
     * and its pixels accumulate about ten to a hundred such errors.
     */
    public static final double FIRST_STEP_BAR = 1e-5;

    /**
     * {@return one agreement for each pair of engines, in order of appearance}
     *
     * @param points the differences of a run
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
        return new EngineAgreement(
                points.get(0).reference(),
                points.get(0).engine(),
                trials(points),
                trials(first),
                first.stream().max(Comparator.comparingDouble(EngineAgreement::difference)),
                largest(epochs, at -> List.of(at.loss())),
                largest(epochs, at -> at.weights().stream().boxed().toList()),
                largest(epochs, at -> List.copyOf(at.measures().values())));
    }

    private static int trials(List<ParityPoint> points) {
        return (int) points.stream()
                .map(at -> List.of(at.objective(), at.seed()))
                .distinct()
                .count();
    }

    private static double difference(ParityPoint point) {
        return Math.max(point.loss(), point.weights().orElse(0));
    }

    private static OptionalDouble largest(List<ParityPoint> points, Function<ParityPoint, List<Double>> values) {
        return points.stream()
                .flatMap(point -> values.apply(point).stream())
                .mapToDouble(Double::doubleValue)
                .max();
    }

    /** The conclusion from the trials. */
    public enum Verdict {
        /** Every first step that was kept met the bar. */
        AGREES,
        /** A first step missed the bar, or a loss became NaN on one engine alone. */
        DISAGREES,
        /** No first step was kept. */
        CANNOT_BE_TOLD
    }

    /** {@return whether the engines agree, judged by the first steps} */
    public Verdict verdict() {
        if (firstStep.stream().anyMatch(step -> !(difference(step) < FIRST_STEP_BAR))
                || drift.stream().anyMatch(largest -> !Double.isFinite(largest))) {
            return Verdict.DISAGREES;
        }
        return firstStep.isPresent() ? Verdict.AGREES : Verdict.CANNOT_BE_TOLD;
    }

    /** {@return the agreement in words, on one line} */
    public String words() {
        StringBuilder words = new StringBuilder(
                switch (verdict()) {
                    case AGREES -> engine + " agrees with " + reference;
                    case DISAGREES -> engine + " DOES NOT AGREE with " + reference;
                    case CANNOT_BE_TOLD -> "it cannot be told whether " + engine + " agrees with " + reference;
                });
        if (firstStep.isPresent()) {
            ParityPoint worst = firstStep.get();
            words.append(" in " + firstSteps + pairs(firstSteps))
                    .append(
                            firstSteps == trials
                                    ? ""
                                    : " (of " + (trials - firstSteps) + " more the first step was not kept)")
                    .append(": after the first step loss and weights differ by at most ")
                    .append(number("%s", difference(worst)))
                    .append(" (" + worst.objective() + ", seed " + worst.seed())
                    .append(number("; it must be below %s)", FIRST_STEP_BAR));
        } else {
            words.append(" in " + trials + pairs(trials) + ": the first step was not kept");
        }
        drift.ifPresent(largest -> words.append(number("; trained freely, by at most %s in an epoch's loss", largest)));
        weightsDrift.ifPresent(largest -> words.append(number(", %s in the weights", largest)));
        measuresDrift.ifPresent(largest -> words.append(number(", %s in a measure", largest)));
        return words.append('.').toString();
    }

    private static String pairs(int count) {
        return count == 1 ? " pair of trials" : " pairs of trials";
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
