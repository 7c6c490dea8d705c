package org.metricloss.experiments.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import org.metricloss.core.data.Dataset;
import org.metricloss.experiments.training.Probe.Speed;
import org.metricloss.experiments.training.setting.BudgetSetting;
import org.metricloss.experiments.training.setting.TuneSetting;
import org.metricloss.experiments.work.MemoryLimitException;
import org.metricloss.experiments.work.ProcessorShare;

/**
 * The predicted cost of a plan, before it runs. Tuples and bytes are predicted (see {@link MemoryForecast}). Time is
 * extrapolated from a few steps and embeddings of each objective and engine (see {@link Probe}).
 *
 * @param plan the plan
 * @param memory the predicted tuples and bytes
 * @param machine how much of the machine the probes had, in words
 * @param objectives one forecast per objective and engine; the forecast of the trials that tune an objective comes
 *     before that of its other trials
 */
record Forecast(Plan plan, MemoryForecast memory, String machine, List<OfObjective> objectives) {
    /** Copies the list. */
    public Forecast {
        objectives = List.copyOf(objectives);
    }

    /**
     * One objective on one engine.
     *
     * @param objective its name
     * @param engine the engine's id
     * @param trials the number of trials: one for each seed, or all tuning trials of the objective
     * @param secondsPerTrial the predicted seconds of training and embedding, from the probe
     */
    record OfObjective(String objective, String engine, int trials, Seconds secondsPerTrial) {}

    /**
     * A prediction, and the predictions from the faster and the slower half of the probe's steps.
     *
     * @param expected from the mean step
     * @param least from the faster half
     * @param most from the slower half
     */
    record Seconds(double expected, double least, double most) {
        static Seconds of(Probe probe, ToDoubleFunction<Speed> seconds) {
            return new Seconds(
                    seconds.applyAsDouble(probe.mean()),
                    seconds.applyAsDouble(probe.fast()),
                    seconds.applyAsDouble(probe.slow()));
        }
    }

    /**
     * Predicts the cost of a plan from a few steps of each objective on each engine.
     *
     * @param plan the plan
     * @param memory its tuples and bytes
     * @return the forecast
     * @throws MemoryLimitException if the plan would exceed the memory limit; nothing is trained in this case
     */
    static Forecast of(Plan plan, MemoryForecast memory) {
        memory.requireFits();
        List<OfObjective> forecasts = new ArrayList<>();
        int seeds = plan.experiment().seeds().size();
        ProcessorShare share = ProcessorShare.start();
        for (Trial trial : plan.trialsOfFirstSeed()) {
            Probe probe = Probe.of(plan, trial);
            plan.tuning().ifPresent(tuning -> tuning(plan, tuning, trial, probe).ifPresent(forecasts::add));
            forecasts.add(new OfObjective(
                    trial.objective().name(),
                    trial.engine().id(),
                    seeds,
                    Seconds.of(probe, speed -> seconds(plan, trial, speed))));
        }
        return new Forecast(plan, memory, share.words(), forecasts);
    }

    private static Optional<OfObjective> tuning(Plan plan, TuningPlan tuning, Trial trial, Probe probe) {
        String objective = trial.objective().name();
        if (!trial.engine().id().equals(tuning.engine()) || tuning.settings(objective) == 0) {
            return Optional.empty();
        }
        Dataset data = plan.data(trial);
        int trials = 0;
        for (int rung = 1; rung <= tuning.rungs(objective); rung++) {
            trials += tuning.settings(objective, rung) * tuning.setting().folds();
        }
        int all = trials;
        return Optional.of(new OfObjective(
                objective + " (tuning)",
                tuning.engine(),
                all,
                Seconds.of(probe, speed -> tuningSeconds(plan, tuning, objective, data, speed) / all)));
    }

    private static double tuningSeconds(Plan plan, TuningPlan tuning, String objective, Dataset data, Speed speed) {
        TuneSetting tune = tuning.setting();
        double seconds = 0;
        for (int rung = 1; rung <= tuning.rungs(objective); rung++) {
            int ofRung = tuning.settings(objective, rung) * tuning.setting().folds();
            double steps = steps(plan.steps(rung), tune.budget(plan.experiment().budget(), rung), speed);
            // Each fold is evaluated once.
            double images =
                    data.train().size() / (double) tune.folds() + Embedder.referenceCount(data, plan.trainSample());
            seconds += ofRung * (speed.secondsPerStep() * steps + speed.secondsPerImage() * images);
        }
        return seconds;
    }

    private static double steps(OptionalLong most, BudgetSetting budget, Speed speed) {
        double steps = most.orElse(Long.MAX_VALUE);
        double enough = budget.seconds().orElse(Double.MAX_VALUE);
        return Math.max(1, Math.min(steps, enough / speed.secondsPerStep()));
    }

    /** The time of the whole budget; training that ends early, at a target or for lack of improvement, takes less. */
    private static double seconds(Plan plan, Trial trial, Speed speed) {
        Dataset data = plan.data(trial);
        BudgetSetting budget = plan.experiment().budget();
        double steps = steps(plan.amounts().steps(budget, data), budget, speed);
        double embeddings = FirstPass.images(plan.request(trial, data), data)
                + plan.amounts().embeddedImages(data, steps)
                + KeptModel.images(trial, data);
        return speed.secondsPerStep() * steps + speed.secondsPerImage() * embeddings;
    }

    /** {@return the lines of the forecast, in words} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s trials of %s each"
                .formatted(plan.experiment().name(), plan.trials().size(), lengthOfATrial()));
        plan.tuning().ifPresent(tuning -> lines.add(tuningLine(tuning)));
        lines.addAll(memory.lines());
        lines.add(String.format(Locale.ROOT, "%-24s %-12s %6s %12s", "objective", "engine", "trials", "time"));
        for (OfObjective each : objectives) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-24s %-12s %6d %10.0f s",
                    each.objective(),
                    each.engine(),
                    each.trials(),
                    each.trials() * each.secondsPerTrial().expected()));
        }
        lines.add(String.format(
                Locale.ROOT,
                "about %.0f s in all (%.0f to %.0f s), without the time for measures",
                total(Seconds::expected),
                total(Seconds::least),
                total(Seconds::most)));
        lines.add(machine);
        return lines;
    }

    private double total(ToDoubleFunction<Seconds> seconds) {
        return objectives.stream()
                .mapToDouble(each -> each.trials() * seconds.applyAsDouble(each.secondsPerTrial()))
                .sum();
    }

    private String tuningLine(TuningPlan tuning) {
        List<List<String>> stages = tuning.stages();
        List<String> rungs = new ArrayList<>();
        for (int rung = 1; rung <= stages.size(); rung++) {
            OptionalLong steps = plan.steps(rung);
            rungs.add(stages.get(rung - 1).size() + (steps.isPresent() ? " of " + steps.getAsLong() + " steps" : ""));
        }
        return "tuning first: %s trials (%s), each setting on %s folds"
                .formatted(
                        stages.stream().mapToInt(List::size).sum(),
                        String.join(", ", rungs),
                        tuning.setting().folds());
    }

    private String lengthOfATrial() {
        List<String> ends = new ArrayList<>();
        plan.steps(plan.trials().get(0).id()).ifPresent(steps -> ends.add(steps + " steps"));
        plan.experiment().budget().seconds().ifPresent(seconds -> ends.add(seconds + " seconds of training"));
        boolean mayEndEarlier = ends.size() > 1
                || plan.experiment().budget().target().isPresent()
                || plan.experiment().earlyStopping().isPresent();
        return (mayEndEarlier ? "at most " : "") + String.join(" or ", ends);
    }
}
