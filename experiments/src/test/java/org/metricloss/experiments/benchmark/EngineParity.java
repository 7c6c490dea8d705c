package org.metricloss.experiments.benchmark;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.metricloss.core.data.BatchSampler;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.plugin.Registry;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.parity.Objectives;
import org.metricloss.experiments.parity.StepParity;
import org.metricloss.experiments.parity.StepParity.Difference;
import org.metricloss.experiments.parity.StepParity.Found;

/**
 * How far the engines are apart on MNIST: {@code lenet}, the four losses, at 50 points along a training run of djl. One
 * step from equal weights must agree to {@link StepParity#ONE_STEP_BAR}, but where rounding of the embeddings decides which
 * tuple is the hardest, see {@link Difference#isTie}; how far free training has drifted apart is told.
 * Exits with 1 where the bar is not met.
 */
public final class EngineParity {
    private static final int POINTS = 50;
    private static final int STRIDE = 4;
    private static final OptimizerSpec.Sgd SGD = new OptimizerSpec.Sgd(0.01, 0.9, 5e-4);

    private EngineParity() {}

    /** @param args names of objectives, all where none is given */
    public static void main(String[] args) {
        Dataset mnist = Datasets.ofEnvironment().open(DatasetSettings.of("mnist"), 1);
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.LENET.withEmbedding(2), mnist.inputShape());
        Registry<Engine> engines = Engine.all();
        boolean met = true;
        for (Map.Entry<Objective, BatchSampler> objective : Objectives.all().entrySet()) {
            if (args.length > 0 && !Set.of(args).contains(objective.getKey().name())) {
                continue;
            }
            SessionRequest request = SessionRequest.fromSeed(plan, objective.getKey(), SGD, mnist.classCount(), 1, 2);
            StepParity parity = new StepParity(
                    engines.get("djl"), engines.get("tensorflow"), mnist, objective.getValue(), POINTS, STRIDE);
            Found found = parity.run(request);
            report(objective.getKey().name(), found);
            met &= found.oneStep().stream().allMatch(point -> point.isTie() || point.meetsBar());
        }
        System.out.printf(
                Locale.ROOT,
                "%none step below %.0e wherever there is no tie: %s%n",
                StepParity.ONE_STEP_BAR,
                met ? "yes" : "NO");
        if (!met) {
            System.exit(1);
        }
    }

    private static void report(String objective, Found found) {
        System.out.printf(
                Locale.ROOT,
                "%n%s, tensorflow against djl%n%-28s %10s %10s  %s%n",
                objective,
                "relative difference of",
                "loss",
                "weights",
                "array that differs most");
        row("one step, median of " + POINTS, median(found.oneStep()), "");
        List<Difference> clear =
                found.oneStep().stream().filter(point -> !point.isTie()).toList();
        Difference worst = worst(clear, Difference::weights);
        System.out.printf(
                Locale.ROOT,
                "%-28s %10.1e %10.1e  %s (after %d steps)%n",
                "one step, largest",
                worst(clear, Difference::loss).loss(),
                worst.weights(),
                worst.farthest(),
                worst.step());
        found.oneStep().stream()
                .filter(Difference::isTie)
                .forEach(tie -> row(
                        "tie after " + tie.step() + " steps",
                        tie,
                        String.format(Locale.ROOT, "%s; exact gradients differ by %.0e", tie.farthest(), tie.jump())));
        for (int point : new int[] {0, POINTS / 4, POINTS / 2, POINTS - 1}) {
            Difference free = found.free().get(point);
            row("free, step " + (free.step() + 1), free, free.farthest());
        }
    }

    private static void row(String what, Difference difference, String farthest) {
        System.out.printf(
                Locale.ROOT, "%-28s %10.1e %10.1e  %s%n", what, difference.loss(), difference.weights(), farthest);
    }

    private static Difference median(List<Difference> points) {
        double weights =
                points.stream().mapToDouble(Difference::weights).sorted().toArray()[points.size() / 2];
        double loss = points.stream().mapToDouble(Difference::loss).sorted().toArray()[points.size() / 2];
        double moved = points.stream().mapToDouble(Difference::moved).sorted().toArray()[points.size() / 2];
        return new Difference(0, loss, weights, "", moved, 0);
    }

    private static Difference worst(List<Difference> points, ToDoubleFunction<Difference> by) {
        return points.stream().max(Comparator.comparingDouble(by)).orElseThrow();
    }
}
