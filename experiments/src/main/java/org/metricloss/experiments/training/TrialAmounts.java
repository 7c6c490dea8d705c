package org.metricloss.experiments.training;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.metricloss.core.data.BatchPlan;
import org.metricloss.core.data.BatchSampler;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.experiments.training.setting.BudgetSetting;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.training.setting.ValidationSetting;

/**
 * How much the trials of an experiment take: batches, steps and embedded images.
 *
 * @param experiment the experiment
 * @param data its data, before a validation part is split off
 * @param sampler draws the batches
 * @param dimension the embedding dimension
 */
record TrialAmounts(Experiment experiment, Dataset data, BatchSampler sampler, int dimension) {
    /** {@return the profile of the first batch that a sampler draws for a seed} */
    BatchProfile firstBatchProfile(BatchSampler drawnBy, long seed) {
        SampleSet train = validated(seed).train();
        BatchPlan batch = drawnBy.epoch(train, seed, 0).get(0);
        int[] labels = train.labels(batch.indices());
        return BatchProfile.ofLabels(labels, data.trainedClassCount(), dimension)
                .listing(batch.tupleCount());
    }

    /**
     * {@return how many images are embedded when artifacts are kept: the test part and a sample of the training part}
     */
    int embeddedImages() {
        return data.test().size() + references(data);
    }

    /**
     * {@return the most images that are embedded at a time: the test or the validation part, and a sample of the
     * training part}
     */
    int mostEmbeddedImages() {
        int validated = experiment.evaluation().validation().isOn()
                ? validated(experiment.seeds().get(0)).validation().size()
                : 0;
        return Math.max(embeddedImages(), validated + references(data));
    }

    private int references(Dataset split) {
        return Embedder.referenceCount(split, experiment.evaluation().trainSample());
    }

    /**
     * {@return the total number of images that a trial with this number of steps embeds, for artifacts, for validation and
     * for attacks, whose gradient takes about as long as three embeddings}
     */
    double embeddedImages(Dataset split, double steps) {
        double epochs = Math.ceil(steps / sampler.stepsPerEpoch(split.train()));
        ValidationSetting validation = experiment.evaluation().validation();
        double validated = split.validation().size() == 0 || !validation.isOn()
                ? 0
                : validation.every() > 0
                        ? Math.ceil(epochs / validation.every())
                        : Math.ceil(steps / validation.everySteps());
        int best = experiment.select().best().isPresent() ? 1 : 0;
        return (keptEpochs(split, steps) + best) * embeddedImages()
                + validated * (split.validation().size() + references(split))
                + attackedImages();
    }

    private double attackedImages() {
        int sizes = experiment.evaluation().onRequest().fgsm().size();
        return sizes == 0 ? 0 : (3.0 + sizes) * data.test().size();
    }

    /** {@return after how many epochs a trial with this number of steps stores embeddings} */
    double keptEpochs(Dataset split, double steps) {
        double epochs = Math.ceil(steps / sampler.stepsPerEpoch(split.train()));
        int every = experiment.artifacts().every();
        return every == 0 ? 1 : Math.ceil(epochs / every);
    }

    /** {@return the most steps that a trial on this data can take; empty if only a time limit ends it} */
    OptionalLong steps(BudgetSetting budget, Dataset split) {
        int stepsPerEpoch = sampler.stepsPerEpoch(split.train());
        return Stream.of(
                        budget.epochs().map(epochs -> (long) epochs * stepsPerEpoch),
                        budget.samples().map(samples -> stepsOf(samples, split)),
                        budget.steps())
                .flatMap(Optional::stream)
                .mapToLong(Long::longValue)
                .min();
    }

    /**
     * Returns the steps after which this number of samples was seen. The batches of an epoch may differ in size, but
     * all epochs have the same size.
     */
    private long stepsOf(long samples, Dataset split) {
        List<BatchPlan> epoch = sampler.epoch(split.train(), experiment.seeds().get(0), 0);
        long perEpoch = epoch.stream().mapToLong(BatchPlan::size).sum();
        long steps = samples / perEpoch * epoch.size();
        long rest = samples % perEpoch;
        for (int step = 0; rest > 0; step++) {
            rest -= epoch.get(step).size();
            steps++;
        }
        return steps;
    }

    /** Returns the data with the validation part of a seed. */
    private Dataset validated(long seed) {
        return data.withValidation(experiment.dataset().validation(), seed);
    }
}
