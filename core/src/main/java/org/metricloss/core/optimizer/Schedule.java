package org.metricloss.core.optimizer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the learning rate changes during training: its factor in each step. A schedule is a pure function of the
 * progress of training, so the rate of a step is known without running the steps before it.
 */
public sealed interface Schedule {
    /** The constant learning rate. */
    Schedule CONSTANT = new Constant();

    /** {@return its name in files and records} */
    String type();

    /** {@return every setting by its name in files and records, in declared order} */
    Map<String, Double> settings();

    /**
     * Computes the factor of one step.
     *
     * @param epoch the epoch, counted from 0
     * @param step the step within the epoch, counted from 0
     * @param stepsPerEpoch the steps of an epoch, at least 1
     * @param steps the steps of the whole budget, at least 1; any number if the schedule does not depend on the budget
     * @return the factor of the learning rate, in [0, 1]
     */
    double factor(int epoch, int step, int stepsPerEpoch, long steps);

    /** {@return whether it runs over the whole budget, so that the number of steps must be known beforehand} */
    default boolean endsWithBudget() {
        return false;
    }

    /** The factor 1 in every step. */
    record Constant() implements Schedule {
        @Override
        public String type() {
            return "constant";
        }

        @Override
        public Map<String, Double> settings() {
            return Map.of();
        }

        @Override
        public double factor(int epoch, int step, int stepsPerEpoch, long steps) {
            return 1;
        }
    }

    /**
     * Decays by a factor after every few epochs: factor^floor(epoch / every), the same for all steps of an epoch.
     *
     * @param every the number of epochs between two decays, at least 1
     * @param factor in (0, 1]
     */
    record Step(int every, double factor) implements Schedule {
        /** Checks the ranges. */
        public Step {
            if (!(every >= 1)) {
                throw new IllegalArgumentException("every must be >= 1, got " + every);
            }
            requireFactor(factor);
        }

        @Override
        public String type() {
            return "step";
        }

        @Override
        public Map<String, Double> settings() {
            Map<String, Double> settings = new LinkedHashMap<>();
            settings.put("every", (double) every);
            settings.put("factor", factor);
            return Collections.unmodifiableMap(settings);
        }

        // StrictMath, here and below: the same rate in every step on every machine.
        @Override
        public double factor(int epoch, int step, int stepsPerEpoch, long steps) {
            return StrictMath.pow(factor, epoch / every);
        }
    }

    /**
     * Decays by a factor at each of several points of training: factor^k, where k of the points are reached. A point in
     * steps is reached when that many steps were taken before, one in epochs when that many epochs are complete.
     *
     * @param at the points, rising, each at least 1
     * @param factor in (0, 1]
     * @param unit what the points count
     */
    record Milestones(List<Long> at, double factor, Unit unit) implements Schedule {
        /** What points of training count. */
        public enum Unit {
            /** Steps of the optimizer. */
            STEPS,
            /** Passes over the training part. */
            EPOCHS
        }

        /** Copies the list and checks the ranges. */
        public Milestones {
            at = List.copyOf(at);
            if (at.isEmpty()) {
                throw new IllegalArgumentException("at must name at least one point");
            }
            long before = 0;
            for (long point : at) {
                if (!(point > before)) {
                    throw new IllegalArgumentException("at must be rising numbers >= 1, got " + at);
                }
                before = point;
            }
            requireFactor(factor);
        }

        @Override
        public String type() {
            return "milestones";
        }

        /** {@return the factor; the points and their unit are not single numbers} */
        @Override
        public Map<String, Double> settings() {
            return Map.of("factor", factor);
        }

        @Override
        public double factor(int epoch, int step, int stepsPerEpoch, long steps) {
            long done = unit == Unit.STEPS ? (long) epoch * stepsPerEpoch + step : epoch;
            return StrictMath.pow(
                    factor, at.stream().filter(point -> point <= done).count());
        }
    }

    /**
     * Decays from 1 to a floor along half a cosine over the whole budget (Loshchilov and Hutter, ICLR 2017, equation 5,
     * without restarts), step by step: floor + (1 - floor) (1 + cos(pi t / T)) / 2 with t = epoch * stepsPerEpoch +
     * step and T the steps of the budget. The first step has the factor 1; the step after the last would reach the
     * floor.
     *
     * @param floor in [0, 1]
     */
    record Cosine(double floor) implements Schedule {
        /** Checks the range. */
        public Cosine {
            if (!(floor >= 0 && floor <= 1)) {
                throw new IllegalArgumentException("floor must be in [0, 1], got " + floor);
            }
        }

        @Override
        public String type() {
            return "cosine";
        }

        @Override
        public Map<String, Double> settings() {
            return Map.of("floor", floor);
        }

        @Override
        public double factor(int epoch, int step, int stepsPerEpoch, long steps) {
            double done = (double) epoch * stepsPerEpoch + step;
            return floor + (1 - floor) * (1 + StrictMath.cos(Math.PI * done / steps)) / 2;
        }

        @Override
        public boolean endsWithBudget() {
            return true;
        }
    }

    /**
     * Another schedule with a linear warm-up: in the first n steps of training the factor of the other schedule is
     * multiplied by 1/n, 2/n, ..., n/n. The warm-up does not shift the other schedule.
     *
     * @param warmup the steps n of the warm-up, at least 1
     * @param then the other schedule, itself without a warm-up
     */
    record WarmedUp(int warmup, Schedule then) implements Schedule {
        /** Checks the range. */
        public WarmedUp {
            if (!(warmup >= 1)) {
                throw new IllegalArgumentException("warmup must be >= 1, got " + warmup);
            }
            if (then instanceof WarmedUp) {
                throw new IllegalArgumentException(
                        "a schedule must have at most one warm-up, got " + then + " to warm up again");
            }
        }

        @Override
        public String type() {
            return then.type();
        }

        @Override
        public Map<String, Double> settings() {
            Map<String, Double> settings = new LinkedHashMap<>(then.settings());
            settings.put("warmup", (double) warmup);
            return Collections.unmodifiableMap(settings);
        }

        @Override
        public double factor(int epoch, int step, int stepsPerEpoch, long steps) {
            double stepsWithThis = (double) epoch * stepsPerEpoch + step + 1;
            return Math.min(1, stepsWithThis / warmup) * then.factor(epoch, step, stepsPerEpoch, steps);
        }

        @Override
        public boolean endsWithBudget() {
            return then.endsWithBudget();
        }
    }

    private static void requireFactor(double factor) {
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException("factor must be in (0, 1], got " + factor);
        }
    }
}
