package org.metricloss.results.training.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.metricloss.results.record.Term;
import org.metricloss.results.training.record.NetworkRecord;
import org.metricloss.results.training.record.OptimizerRecord;
import org.metricloss.results.training.record.TrialSetup;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * Objectives of a run on one engine that differ only in one number: the weight of a term, such as center loss's lambda,
 * or one of its hyperparameters, such as alpha. Network, optimizer and batches are the same, so objectives that were
 * tuned to different learning rates do not form a sweep. A run may contain several sweeps, and an objective may be a
 * point of more than one.
 *
 * @param run the run
 * @param loss the id of the term's loss
 * @param parameter {@code weight} or the hyperparameter's name
 * @param engine the engine's id
 * @param points the points by ascending value, with at least three different values
 * @param without the objective that is the same without the term, if a weight is swept and the run has one: the
 *     weight's limit 0
 */
public record Sweep(
        RecordedRuns run,
        String loss,
        String parameter,
        String engine,
        List<Point> points,
        Optional<ObjectiveSummary> without) {
    /** The parameter that is a term's factor in the objective. */
    public static final String WEIGHT = "weight";

    private static final int FEWEST_VALUES = 3;

    /**
     * One of the objectives.
     *
     * @param value the parameter's value, finite
     * @param objective the objective with this value
     */
    public record Point(double value, ObjectiveSummary objective) {}

    /** Copies its list. */
    public Sweep {
        points = List.copyOf(points);
    }

    /** {@return the parameter in words, such as {@code lambda, weight of center} or {@code alpha of center}} */
    public String title() {
        if (!parameter.equals(WEIGHT)) {
            return parameter + " of " + loss;
        }
        return (isLambda() ? "lambda, weight of " : "weight of ") + loss;
    }

    /** {@return the parameter's symbol or name, such as {@code lambda} or {@code alpha}} */
    public String parameterName() {
        return isLambda() ? "lambda" : parameter;
    }

    /** The center-loss paper calls the weight of its loss lambda. */
    private boolean isLambda() {
        return parameter.equals(WEIGHT)
                && points.get(0).objective().trials().get(0).setup().keepsCenters(loss);
    }

    /** {@return a name for files, of letters, digits and hyphens, such as {@code center-weight-djl}} */
    public String fileName() {
        return (loss + "-" + parameter + "-" + engine).replaceAll("[^A-Za-z0-9]+", "-");
    }

    /**
     * {@return whether a logarithmic axis suits the values: all are above 0, and the largest is at least 20 times the
     * smallest}
     */
    public boolean isLogarithmic() {
        double low = points.get(0).value();
        return low > 0 && points.get(points.size() - 1).value() >= 20 * low;
    }

    /**
     * {@return the sweeps of a run, in the order of their first objectives and, within an objective, of its terms}
     *
     * @param run a run
     */
    public static List<Sweep> of(RecordedRuns run) {
        Map<Family, List<Point>> families = new LinkedHashMap<>();
        for (ObjectiveSummary objective : run.objectives()) {
            List<Term> terms = termsOf(objective);
            for (int t = 0; t < terms.size(); t++) {
                for (String parameter : parameters(terms.get(t))) {
                    OptionalDouble value = value(terms.get(t), parameter);
                    if (value.isPresent()) {
                        Family family =
                                new Family(Setting.of(run, objective), t, parameter, without(terms, t, parameter));
                        families.computeIfAbsent(family, unseen -> new ArrayList<>())
                                .add(new Point(value.getAsDouble(), objective));
                    }
                }
            }
        }
        List<Sweep> sweeps = new ArrayList<>();
        families.forEach((family, points) -> {
            if (points.stream().mapToDouble(Point::value).distinct().count() >= FEWEST_VALUES) {
                sweeps.add(family.sweep(run, points));
            }
        });
        return List.copyOf(sweeps);
    }

    /** The setting that an objective was trained with. */
    private record Setting(
            String engine,
            NetworkRecord network,
            OptimizerRecord optimizer,
            Map<String, String> batch,
            List<String> smallClasses) {
        static Setting of(RecordedRuns run, ObjectiveSummary objective) {
            TrialSetup setup = objective.trials().get(0).setup();
            // A run has one treatment, but only trials with small classes record it.
            List<String> smallClasses = run.runs().stream()
                    .filter(recorded -> objective.runs().contains(recorded.label()))
                    .flatMap(recorded -> recorded.trials().stream())
                    .flatMap(trial -> trial.setup().smallClasses().stream())
                    .distinct()
                    .toList();
            return new Setting(
                    setup.engine(), setup.network(), setup.optimizer(), setup.batchOfEverySeed(), smallClasses);
        }
    }

    /** The common part of the objectives of a sweep; in {@code terms} the swept number is masked. */
    private record Family(Setting setting, int term, String parameter, List<Term> terms) {
        Sweep sweep(RecordedRuns run, List<Point> points) {
            List<Point> sorted = points.stream()
                    .sorted(Comparator.comparingDouble(Point::value))
                    .toList();
            List<Term> others = new ArrayList<>(terms);
            others.remove(term);
            Optional<ObjectiveSummary> without = run.objectives().stream()
                    .filter(objective -> parameter.equals(WEIGHT)
                            && Setting.of(run, objective).equals(setting)
                            && termsOf(objective).equals(others))
                    .findFirst();
            return new Sweep(run, terms.get(term).loss(), parameter, setting.engine(), sorted, without);
        }
    }

    private static List<Term> termsOf(ObjectiveSummary objective) {
        return objective.trials().get(0).setup().terms();
    }

    private static Set<String> parameters(Term term) {
        Set<String> parameters = new LinkedHashSet<>(Set.of(WEIGHT));
        parameters.addAll(term.hyperparameters().keySet());
        return parameters;
    }

    private static OptionalDouble value(Term term, String parameter) {
        if (parameter.equals(WEIGHT)) {
            return OptionalDouble.of(term.weight());
        }
        try {
            double value = Double.parseDouble(term.hyperparameters().get(parameter));
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException text) {
            return OptionalDouble.empty();
        }
    }

    private static List<Term> without(List<Term> terms, int t, String parameter) {
        Term term = terms.get(t);
        Map<String, String> others = new LinkedHashMap<>(term.hyperparameters());
        if (!parameter.equals(WEIGHT)) {
            others.put(parameter, "");
        }
        List<Term> masked = new ArrayList<>(terms);
        masked.set(t, new Term(term.loss(), parameter.equals(WEIGHT) ? 0 : term.weight(), others));
        return List.copyOf(masked);
    }
}
