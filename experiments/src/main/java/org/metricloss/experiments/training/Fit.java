package org.metricloss.experiments.training;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metricloss.core.data.BalancedBatches;
import org.metricloss.core.data.BatchSampler;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.SmallClasses;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkPlan.Stage;
import org.metricloss.experiments.training.setting.BatchSetting;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.training.setting.TuneSetting;

/**
 * Checks that the network, the batches and the decisions on the validation part fit the data. Otherwise a message of
 * one line names the setting.
 */
final class Fit {
    private static final String CLASSIFIER_ACCURACY = "classifierAccuracy";

    private Fit() {}

    static NetworkPlan network(Experiment experiment, Dataset data) {
        try {
            NetworkPlan plan = NetworkPlan.of(experiment.network().spec(), data.inputShape());
            StartingWeights.read(experiment.network(), plan);
            return plan;
        } catch (IllegalArgumentException refused) {
            throw new MisfitException("network", refused);
        }
    }

    /** Each change of images must suit their shape, and leave something of them. */
    static void requireAugmentation(Experiment experiment, Dataset data) {
        if (experiment.augment().isNone()) {
            return;
        }
        if (!(data.train() instanceof ImageSet images)) {
            throw misfit(
                    "augment",
                    "it changes images, and the samples are " + data.train().noun());
        }
        try {
            experiment.augment().requireFits(images.shape());
        } catch (IllegalArgumentException refused) {
            throw new MisfitException("augment", refused);
        }
    }

    static BatchSampler sampler(BatchSetting batch, Dataset data) {
        if (batch instanceof BatchSetting.Views views) {
            sampler(views.once(), data);
        }
        if (batch instanceof BatchSetting.PerClass balanced) {
            // With one image per class, only the number of classes can be too large.
            fitting("batch.classes", new BalancedBatches(balanced.classes(), 1), data);
            String setting = balanced.smallClasses() == SmallClasses.SKIP ? "batch" : "batch.perClass";
            return fitting(setting, batch.sampler(), data);
        }
        return fitting("batch", batch.sampler(), data);
    }

    /**
     * The variance of a single value is not known, so batch normalisation over the batch alone needs two images.
     *
     * @param setting the setting that a refusal names
     */
    static void requireNormalizableBatches(String setting, NetworkPlan network, BatchSampler sampler, Dataset split) {
        Optional<Stage> overTheBatch = network.stages().stream()
                .flatMap(Stage::withInner)
                .filter(stage -> stage.layer() instanceof Layer.BatchNorm && !stage.frozen())
                .filter(stage -> stage.input().elements() == stage.input().size(0))
                .findFirst();
        if (overTheBatch.isPresent()
                && sampler.epoch(split.train(), 0, 0).stream().anyMatch(batch -> batch.size() == 1)) {
            String single = sampler.largestBatch() == 1
                    ? "a batch has 1 image"
                    : "of %s training %s one is left for the last batch"
                            .formatted(split.train().size(), split.train().noun());
            throw misfit(
                    setting,
                    "layer %s (%s) normalises over the images of a batch alone, so each batch needs at least 2, but %s: choose another size"
                            .formatted(
                                    overTheBatch.get().place(),
                                    overTheBatch.get().layer().kind(),
                                    single));
        }
    }

    private static BatchSampler fitting(String setting, BatchSampler sampler, Dataset data) {
        try {
            sampler.stepsPerEpoch(data.train());
            return sampler;
        } catch (IllegalArgumentException refused) {
            throw new MisfitException(setting, refused);
        }
    }

    /**
     * A decision on the validation part requires a validation part that is not empty and on which the measure is
     * available.
     */
    static void requireValidation(Experiment experiment, Dataset split) {
        Set<String> deciding = Validator.deciding(experiment);
        if (deciding.isEmpty()) {
            return;
        }
        if (split.validation().size() == 0) {
            throw misfit(
                    "dataset",
                    "a target, early stopping and the choice of the best weights use the validation part, which is"
                            + " empty: set dataset.validation");
        }
        List<String> measured = measured(split);
        deciding.stream()
                .filter(measure -> !measured.contains(measure))
                .findFirst()
                .ifPresent(missing -> {
                    throw misfit(
                            "dataset",
                            "%s is not measured on the validation part of this data; available: %s"
                                    .formatted(missing, String.join(", ", measured)));
                });
    }

    /** {@return the ids of the measures that are available for decisions on the validation part} */
    private static List<String> measured(Dataset split) {
        return PartEvaluation.ofValidation(split).stream()
                .filter(Measure::isCompared)
                .map(Measure::id)
                .toList();
    }

    /**
     * If the accuracy of a classifier decides over the training, or the classifier is attacked, each objective must train one.
     * Whether a loss has a classifier is known only from its first embedding, so a session of each objective is opened.
     */
    static void requireClassifiers(Plan plan) {
        Set<String> deciding = new HashSet<>(Validator.deciding(plan.experiment()));
        plan.tuning().ifPresent(tuning -> deciding.add(tuning.setting().measure()));
        boolean attacked = !plan.experiment().evaluation().onRequest().fgsm().isEmpty();
        if (!deciding.contains(CLASSIFIER_ACCURACY) && !attacked) {
            return;
        }
        String need = attacked ? "evaluation.fgsm attacks a classifier" : CLASSIFIER_ACCURACY + " controls training";
        String engine = plan.experiment().engines().get(0);
        for (Trial trial : plan.trialsOfFirstSeed()) {
            if (!trial.engine().id().equals(engine)) {
                continue;
            }
            try (TrainingSession session = trial.computing().open(plan.request(trial, plan.data(trial)))) {
                float[] embedding = new float[plan.network().embeddingDimension()];
                if (session.classify(embedding, 1).isEmpty()) {
                    throw misfit(
                            "objectives",
                            "%s, but objective '%s' trains no classifier"
                                    .formatted(need, trial.objective().name()));
                }
            }
        }
    }

    static MisfitException misfit(String setting, String problem) {
        return new MisfitException(setting, new IllegalArgumentException(problem));
    }

    /** Training must be possible without each of the folds, and the measure must be available on each of them. */
    static void requireFolds(TuneSetting tune, Dataset data, NetworkPlan network, BatchSampler sampler) {
        for (int fold = 0; fold < tune.folds(); fold++) {
            Dataset split = foldOf(tune, data, fold);
            List<String> measured = measured(split);
            if (!measured.contains(tune.measure())) {
                throw misfit(
                        "tune.measure",
                        "%s is not measured on this data; available: %s"
                                .formatted(tune.measure(), String.join(", ", measured)));
            }
            try {
                sampler.stepsPerEpoch(split.train());
            } catch (IllegalArgumentException refused) {
                throw new MisfitException("tune.folds", refused);
            }
            requireNormalizableBatches("tune.folds", network, sampler, split);
        }
    }

    private static Dataset foldOf(TuneSetting tune, Dataset data, int fold) {
        try {
            return data.withFold(fold, tune.folds(), tune.seed());
        } catch (IllegalArgumentException refused) {
            throw new MisfitException("tune.folds", refused);
        }
    }
}
