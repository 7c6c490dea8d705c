package org.metricloss.experiments.training;

import org.metricloss.core.data.Dataset;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.Objective;
import org.metricloss.experiments.training.setting.ArtifactSetting.ModelWeights;
import org.metricloss.experiments.training.setting.Experiment;

/** The size of the embeddings, the weights and the model that a trial stores, predicted before it runs. */
final class ArtifactSize {
    private ArtifactSize() {}

    /**
     * {@return the most bytes that a trial stores, without its small files. If only a time limit ends training, the number of
     * epochs is not known; one epoch is then counted}
     *
     * @param plan the plan of the trial
     */
    static long bytes(Plan plan) {
        Experiment experiment = plan.experiment();
        Dataset split = plan.data(experiment.seeds().get(0));
        TrialAmounts amounts = plan.amounts();
        int dimension = plan.network().embeddingDimension();
        double steps = amounts.steps(experiment.budget(), split).orElse(1);
        double state = stateNumbers(plan, new LossSetting(split.trainedClassCount(), dimension));
        double weights = state
                + plan.network().parameters().stream()
                        .mapToLong(parameter -> parameter.shape().elements())
                        .sum();
        double epochs = amounts.keptEpochs(split, steps);
        double snapshots = epochs + (experiment.select().best().isPresent() ? 1 : 0);
        int places = split.commonPlaces().map(all -> all.length).orElse(0);
        // Each embedding has a label and a predicted class.
        double numbers = snapshots * (amounts.embeddedImages() * (dimension + 2.0) + state + places);
        if (plan.comparesEngines()) {
            // The weights of each of these epochs, and those after the first step.
            numbers += (epochs + 1) * weights;
        }
        if (experiment.artifacts().model() != ModelWeights.NONE) {
            // A model without a classifier has class centers.
            numbers += weights + (double) split.trainedClassCount() * dimension;
        }
        return (long) (Float.BYTES * numbers);
    }

    /** {@return how many numbers the losses keep as state, in the objective that keeps most} */
    private static double stateNumbers(Plan plan, LossSetting setting) {
        return plan.experiment().objectives().stream()
                .flatMap(objective -> plan.forms(objective).stream())
                .mapToLong(form -> stateNumbers(form, setting))
                .max()
                .orElse(0);
    }

    private static long stateNumbers(Objective objective, LossSetting setting) {
        return objective.state(setting).values().stream()
                .mapToLong(declared -> declared.shape().elements())
                .sum();
    }
}
