package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.Normalization;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.datasets.DatasetSettings;

class SetOptionTest {
    @Test
    void valuesAreReplacedInOrder() {
        Experiment experiment = Examples.parse(
                Examples.quickstart(),
                "budget.epochs=1",
                "network.name=lenet++",
                "engines=[djl, tensorflow]",
                "engines.1=tensorflow",
                "batch={size: 64}",
                "seeds.0=7",
                "threads=1",
                "threads=3");

        assertThat(experiment.budget().epochs()).hasValue(1);
        assertThat(experiment.network().layers()).isEqualTo(new NetworkSetting.Named(NamedNetwork.LENET_PLUS_PLUS, 2));
        assertThat(experiment.engines()).containsExactly("djl", "tensorflow");
        assertThat(experiment.batch()).isEqualTo(new BatchSetting.Uniform(64));
        assertThat(experiment.seeds()).containsExactly(7L, 2L);
        assertThat(experiment.threads()).isEqualTo(3);
    }

    @Test
    void termsAreReachedByIndex() {
        Experiment experiment = Examples.parse(
                Examples.quickstart(), "objectives.triplet.0.margin=0.3", "objectives.softmax+center.1.weight=0.5");

        assertThat(experiment.objectives().get(3).terms().get(0).parameters()).containsEntry("margin", "0.3");
        assertThat(experiment.objectives().get(1).terms().get(1).term().weight())
                .isEqualTo(0.5);
    }

    @Test
    void objectivesCanBeAdded() {
        Experiment experiment = Examples.parse(Examples.quickstart(), "objectives.new=[{loss: center}]");

        assertThat(experiment.objectives())
                .hasSize(5)
                .last()
                .extracting(ObjectiveSetting::name)
                .isEqualTo("new");
    }

    @Test
    void quotesKeepDotsAndEqualsSignsInOneKey() {
        Experiment experiment = Examples.parse(
                Examples.everyKey(),
                "objectives.\"two. centers\".2.alpha=1",
                "objectives.'a=0.5'=[{loss: center, alpha: 0.5}]");

        assertThat(experiment.objectives()).extracting(ObjectiveSetting::name).contains("two. centers", "a=0.5");
        assertThat(experiment.objectives().get(1).terms().get(2).parameters()).containsEntry("alpha", "1");
    }

    @Test
    void wordThatStandsForAMappingIsExpanded() {
        Experiment experiment = Examples.parse(
                Examples.quickstart("network: {name: lenet, embedding: 2}", "network: mlp"),
                "dataset.normalize=centered",
                "dataset.validation=100",
                "network.embedding=3");

        assertThat(experiment.dataset())
                .isEqualTo(new DatasetSettings(
                        "digits", Optional.empty(), Normalization.CENTERED, new Holdout.Count(100)));
        assertThat(experiment.network().layers()).isEqualTo(new NetworkSetting.Named(NamedNetwork.MLP, 3));
    }

    @Test
    void aPathWithoutAValueRemovesItsKey() {
        Experiment experiment = Examples.parse(
                Examples.quickstart(),
                "budget.samples=300",
                "budget.epochs=",
                "threads=",
                "seeds.0=",
                "objectives.softmax+center.1.weight=",
                "objectives.triplet= ");
        assertThat(experiment.budget().epochs()).isEmpty();
        assertThat(experiment.threads()).isEqualTo(2);
        assertThat(experiment.seeds()).containsExactly(2L);
        assertThat(experiment.objectives()).hasSize(3);
        assertThat(experiment.objectives().get(1).terms().get(1).term().weight())
                .isEqualTo(1);
        assertThat(Examples.refusal(Examples.quickstart(), "budget.epochs="))
                .isEqualTo("test.yaml:6:9: budget needs epochs, samples, steps or seconds");
    }

    @Test
    void bracketsInANameThatThereIsAreNoIndex() {
        Experiment experiment = Examples.parse(
                Examples.quickstart(), "objectives.'a[0]'=[{loss: center}]", "objectives.a[0].0.margin=3");
        assertThat(experiment.objectives().get(4).terms().get(0).parameters()).containsEntry("margin", "3");
    }

    @Test
    void mappingThatIsMissingIsMade() {
        Experiment experiment =
                Examples.parse(Examples.quickstart(), "evaluation.trainSample=10", "evaluation.distance=cosine");

        assertThat(experiment.evaluation()).isEqualTo(new EvaluationSetting(EvaluationDistance.COSINE, 10));
    }

    @Test
    void layersAreReachedByIndex() {
        Experiment experiment = Examples.parse(Examples.everyKey(), "network.layers.3.max-pool=4");

        assertThat(experiment.network().spec().layers().get(3)).isEqualTo(new Layer.MaxPool(4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
budget.epochs=x        | 15: epochs must be a whole number in [1, 1000000], got x
budget.epochs=~        | 15: epochs must be a whole number in [1, 1000000], got nothing
budget.samples=        | 8: there is no 'samples' to remove; available: epochs
optimiser=             | 1: there is no 'optimiser' to remove; available: name, dataset, network, batch, optimizer, budget, engines, seeds, threads, objectives; did you mean 'optimizer'?
device.more=           | 8: there is no 'more' to remove; available: nothing
seeds.2=               | 7: seeds is a list of 2: its parts are numbered from 0, got '2'
objectives.triplet[0].margin=1 | 12: elements of lists are addressed with dots: write objectives.triplet.0.margin
triplet[0].margin=1    | 1: elements of lists are addressed with dots: write objectives.triplet.0.margin
seeds[0]=5             | 1: elements of lists are addressed with dots: write seeds.0
budget.epocs=5         | 8: unknown key 'epocs'; allowed: epochs, samples, steps, seconds, target; did you mean 'epochs'?
budget.epochs.more=5   | 15: budget.epochs is 5, not a mapping: it has no part 'more'
buget.epochs=5         | 1: unknown key 'buget'; allowed: ALL; did you mean 'budget'?
engines=[djl, tf]      | 15: no engine 'tf'; available: djl, tensorflow
engines=djl            | 9: engines must be a list, got djl
seeds.2=5              | 7: seeds is a list of 2: its parts are numbered from 0, got '2'
seeds.x=5              | 7: seeds is a list of 2: its parts are numbered from 0, got 'x'
objectives.triplet.0.margin=-1 | 29: margin must be > 0, got -1
objectives.triplet.0.margn=1 | 22: unknown key 'margn' of loss triplet; allowed: loss, weight, memory, margin, alpha, mining, squared; did you mean 'margin'?
objectives.größe=1     | 18: größe must be a list, got 1
evaluation.k=3         | 12: unknown key 'k'; allowed: distance, trainSample, recallAt, every, everySteps, borderShare, fgsm, pairs
dataset.normalise=unit | 9: unknown key 'normalise'; allowed: type, dir, normalize, validation, mean, std, split, test, testClasses; did you mean 'normalize'?
seeds=[1, 2            | 12: not valid YAML: expected ',' or ']', but got <stream end>
batch.size=64          | 12: size cannot be combined with classes and perClass; a batch is one of {size: ...}, {classes: ..., perClass: ...}, {pairs: ...} and {triplets: ...}
seeds=*a               | 7: aliases are not allowed, got *a; write the value out
threads                | 1: expected path=value, as in budget.epochs=5
=5                     | 1: expected path=value, as in budget.epochs=5, but a part of the path is empty
budget.=5              | 8: expected path=value, as in budget.epochs=5, but a part of the path is empty
budget.                | 1: expected path=value, as in budget.epochs=5
objectives."a=1        | 12: this quote is never closed
objectives."a"b=1      | 15: expected a dot or an equals sign after the quote
""")
    void errorsNameTheOptionAndTheColumnInIt(String option, String refusal) {
        String all =
                "study, name, dataset, network, batch, augment, optimizer, budget, engines, seeds, threads, device, baseline,"
                        + " evaluation, artifacts, earlyStopping, select, objectives, equivalence, tune";

        assertThat(Examples.refusal(Examples.quickstart(), option))
                .isEqualTo("--set " + option + ":" + refusal.replace("ALL", all));
    }

    @Test
    void whatTheFileSaysKeepsItsPlaceInTheFile() {
        String text = Examples.quickstart("mining: hard", "mining: hrd");

        assertThat(Examples.refusal(text, "objectives.triplet.0.margin=1"))
                .isEqualTo(
                        "test.yaml:14:57: mining must be one of all, hard, semi-hard, got hrd; did you mean 'hard'?");
    }

    @Test
    void optionsThatNobodyTypesAreRefused() {
        assertThat(Examples.refusal(Examples.quickstart(), "threads=\n2"))
                .isEqualTo("--set threads=\\u000a2:1: an option must not contain line breaks or control characters");
        assertThat(Examples.refusal(Examples.quickstart(), "a.".repeat(100_000) + "a=1"))
                .endsWith(":1: the path has 100001 steps; at most 32 are allowed")
                .hasSizeLessThan(250);
    }

    @Test
    void setValueIsRefusedWhenTheFileIsNoMapping() {
        assertThat(Examples.refusal("[]", "a=1"))
                .isEqualTo("test.yaml:1:1: an experiment must be a mapping, got a list");
    }
}
