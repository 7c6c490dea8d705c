package org.metricloss.experiments.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.ParameterSpec;
import org.metricloss.core.plugin.Spelling;
import org.metricloss.experiments.training.setting.BudgetSetting;
import org.metricloss.experiments.training.setting.EarlyStoppingSetting;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.results.training.record.BudgetRecord;
import org.metricloss.results.training.record.DatasetRecord;
import org.metricloss.results.training.record.NetworkRecord;
import org.metricloss.results.training.record.OptimizerRecord;
import org.metricloss.results.training.record.StateRecord;
import org.metricloss.results.training.record.TrialSetup;

/** Creates the description of a trial's settings for its record. */
final class SetupRecords {
    private SetupRecords() {}

    /**
     * {@return the trial's setup}
     *
     * @param plan the plan of the trial
     * @param trial the trial
     * @param versions the versions of the program, of Java and of the trial's engine
     */
    static TrialSetup of(Plan plan, Trial trial, Map<String, String> versions) {
        Dataset split = plan.data(trial);
        return new TrialSetup(
                trial.objective().name(),
                trial.terms(),
                trial.engine().id(),
                plan.experiment().device().toString(),
                plan.threads(),
                trial.seed(),
                dataset(split),
                network(plan.network(), trial.experiment()),
                optimizer(trial.experiment()),
                batch(plan.experiment(), split),
                versions,
                trial.tuned(),
                Optional.of(SeedHashes.of(split, plan.request(trial, split), plan.sampler())),
                Optional.of(budget(trial.experiment())),
                Optional.of(states(plan.request(trial, split))),
                Optional.of(Spelling.of(plan.distance(trial))));
    }

    private static List<StateRecord> states(SessionRequest request) {
        return request.objective().state(request.setting()).entrySet().stream()
                .map(state -> new StateRecord(
                        Snapshot.arrayName(Weights.lossName(state.getKey())),
                        written(state.getValue().role())))
                .toList();
    }

    private static String written(LossState.Role role) {
        return switch (role) {
            case CENTERS -> StateRecord.CENTERS;
            case CLASS_WEIGHTS -> StateRecord.CLASS_WEIGHTS;
            case PROXIES -> StateRecord.PROXIES;
            case OTHER -> StateRecord.OTHER;
        };
    }

    private static DatasetRecord dataset(Dataset split) {
        return new DatasetRecord(
                split.name(),
                split.checksum(),
                split.train().size(),
                split.validation().size(),
                split.test().size(),
                split.trainedClassCount(),
                Arrays.stream(split.inputShape().toArray()).boxed().toList(),
                split.normalizer().id());
    }

    private static NetworkRecord network(NetworkPlan network, Experiment experiment) {
        String layers = network.network().layers().stream().map(Layer::toString).collect(Collectors.joining(", "));
        long parameters = network.parameters().stream()
                .mapToLong((ParameterSpec parameter) -> parameter.shape().elements())
                .sum();
        return new NetworkRecord(
                network.network().name(),
                network.embeddingDimension(),
                parameters,
                layers,
                Optional.of(experiment.network().settings()));
    }

    private static OptimizerRecord optimizer(Experiment experiment) {
        return new OptimizerRecord(
                experiment.optimizer().spec().type(), experiment.optimizer().settings());
    }

    private static BudgetRecord budget(Experiment experiment) {
        BudgetSetting budget = experiment.budget();
        return new BudgetRecord(
                budget.epochs(),
                budget.samples(),
                budget.steps(),
                budget.seconds(),
                budget.target(),
                experiment.earlyStopping().map(EarlyStoppingSetting::settings).orElse(Map.of()),
                experiment.select().words());
    }

    /** States what is done with small classes where there are some. */
    private static Map<String, String> batch(Experiment experiment, Dataset split) {
        Map<String, String> settings = new LinkedHashMap<>();
        experiment.batch().settings().forEach((name, value) -> settings.put(name, Integer.toString(value)));
        experiment
                .batch()
                .balanced()
                .filter(balanced -> balanced.sampler().smallClassesIn(split.train()) > 0)
                .ifPresent(balanced -> settings.put("smallClasses", Spelling.of(balanced.smallClasses())));
        return settings;
    }
}
