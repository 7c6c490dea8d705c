package org.metricloss.experiments.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
import org.metricloss.experiments.parity.StepParity.Difference;
import org.metricloss.experiments.parity.StepParity.Found;

/** One step of training from equal weights, on digits; the benchmark {@code EngineParity} asks the same on MNIST. */
class StepParityTest {
    private static final int POINTS = 4;
    private static final int STRIDE = 8;
    /** TensorFlow has one pool of threads in a process, and the evaluation of losses in other tests starts it with one. */
    private static final int THREADS = 1;

    private static final Registry<Engine> ENGINES = Engine.all();
    private static final Dataset DIGITS = Datasets.ofEnvironment().open(DatasetSettings.of("digits"), 1);

    static Stream<Arguments> networksAndObjectives() {
        return Stream.of(NamedNetwork.MLP, NamedNetwork.LENET, NamedNetwork.LENET_PLUS_PLUS)
                .flatMap(network -> Objectives.all().entrySet().stream()
                        .map(entry -> Arguments.of(network, entry.getKey().name(), entry.getKey(), entry.getValue())));
    }

    @ParameterizedTest(name = "{0} under {1}")
    @MethodSource("networksAndObjectives")
    void oneStepFromEqualWeightsIsTheSameUpToRounding(
            NamedNetwork network, String name, Objective objective, BatchSampler sampler) {
        int points = network == NamedNetwork.LENET_PLUS_PLUS ? 1 : POINTS;
        Found found = new StepParity(ENGINES.get("djl"), ENGINES.get("tensorflow"), DIGITS, sampler, points, STRIDE)
                .run(request(network, objective));
        List<Difference> clear =
                found.oneStep().stream().filter(point -> !point.isTie()).toList();
        assertThat(clear)
                .as("points without a tie")
                .hasSizeGreaterThan(points / 2)
                .allSatisfy(point -> {
                    assertThat(point.moved())
                            .as("how far the step moved the weights: without it there were nothing to disagree on")
                            .isGreaterThan(10 * StepParity.ONE_STEP_BAR);
                    assertThat(point.loss()).as("loss").isLessThan(StepParity.ONE_STEP_BAR);
                    assertThat(point.weights())
                            .as("weights, " + point.farthest())
                            .isLessThan(StepParity.ONE_STEP_BAR);
                    // Of the step itself, a thousandth: a smaller error in a gradient could still be rounding.
                    assertThat(point.weights()).as("share of the step").isLessThan(1e-3 * point.moved());
                });
    }

    @Test
    void engineAgreesWithItselfBitForBit() {
        Engine djl = ENGINES.get("djl");
        Objective softmax = Objectives.all().keySet().iterator().next();
        BatchSampler sampler = Objectives.all().get(softmax);
        SessionRequest request = request(NamedNetwork.MLP, softmax);
        Found found = new StepParity(djl, djl, DIGITS, sampler, POINTS, STRIDE).run(request);
        assertThat(found.free()).extracting(Difference::weights).containsOnly(0.0);
        assertThat(found.oneStep()).extracting(Difference::weights).containsOnly(0.0);
    }

    private static SessionRequest request(NamedNetwork network, Objective objective) {
        NetworkPlan plan = NetworkPlan.of(network.withEmbedding(2), DIGITS.inputShape());
        OptimizerSpec sgd = new OptimizerSpec.Sgd(0.01, 0.9, 5e-4);
        return SessionRequest.fromSeed(plan, objective, sgd, DIGITS.classCount(), 1, THREADS);
    }
}
