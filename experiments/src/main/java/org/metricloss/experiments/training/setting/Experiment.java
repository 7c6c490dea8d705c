package org.metricloss.experiments.training.setting;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.augment.Augmentation;
import org.metricloss.core.engine.Device;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.ExperimentFileException;
import org.metricloss.experiments.file.Names;
import org.metricloss.experiments.file.StudySettings;

/**
 * An experiment: the network, the images, how it is trained, how often, and under which objectives. Every default is
 * resolved.
 *
 * @param name the name under which its runs are stored
 * @param dataset the images
 * @param network the network
 * @param batch how batches are drawn
 * @param augment the random changes of training images
 * @param optimizer how gradients update the weights, and how the learning rate changes
 * @param budget how long each trial trains
 * @param engines the ids of the engines, at least one, each once
 * @param seeds the seeds, at least one, each once
 * @param threads the threads that one operation may use, in [1, {@value StudySettings#MAX_THREADS}]
 * @param device the device on which the engines compute
 * @param baseline the name of the objective that the others are compared with
 * @param evaluation how embeddings are evaluated
 * @param artifacts which embeddings and which model are kept
 * @param earlyStopping when training ends for lack of improvement on the validation part; empty disables early stopping
 * @param select which weights are tested
 * @param objectives the compared objectives, at least one, each name once, in the file's order
 * @param equivalence how engines are tested for equivalent results; empty if they are not
 * @param tune how objectives are tuned before the comparison; empty if they are not tuned
 */
public record Experiment(
        String name,
        DatasetSettings dataset,
        NetworkSetting network,
        BatchSetting batch,
        Augmentation augment,
        OptimizerSetting optimizer,
        BudgetSetting budget,
        List<String> engines,
        List<Long> seeds,
        int threads,
        Device device,
        String baseline,
        EvaluationSetting evaluation,
        ArtifactSetting artifacts,
        Optional<EarlyStoppingSetting> earlyStopping,
        SelectSetting select,
        List<ObjectiveSetting> objectives,
        Optional<EquivalenceSetting> equivalence,
        Optional<TuneSetting> tune) {
    /** Copies the lists and checks them. */
    public Experiment {
        engines = List.copyOf(engines);
        seeds = List.copyOf(seeds);
        objectives = List.copyOf(objectives);
        if (!Names.isFileName(name)) {
            throw new IllegalArgumentException("name must be %s, got '%s'".formatted(Names.FILE_NAME, name));
        }
        if (!(threads >= 1 && threads <= StudySettings.MAX_THREADS)) {
            throw new IllegalArgumentException(
                    "threads must be in [1, %s], got %s".formatted(StudySettings.MAX_THREADS, threads));
        }
        List<String> objectiveNames =
                objectives.stream().map(ObjectiveSetting::name).toList();
        requireDistinct("engines", engines);
        requireDistinct("seeds", seeds);
        requireDistinct("objectives", objectiveNames);
        if (!objectiveNames.contains(baseline)) {
            throw new IllegalArgumentException(
                    "baseline must be one of the objectives %s, got '%s'".formatted(objectiveNames, baseline));
        }
    }

    /**
     * Reads an experiment file.
     *
     * @param file the file; its path is what messages begin with
     * @param overrides {@code path=value} each, applied in order
     * @param available what the file may name
     * @return the experiment
     * @throws ExperimentFileException if the file cannot be read, or it or an override is refused
     */
    public static Experiment read(Path file, List<String> overrides, Available available) {
        return ExperimentFile.read(file, overrides, available).experiment();
    }

    /**
     * Reads an experiment from text, such as the {@link #canonicalText} in a run's manifest. Initial weights that it does
     * not state are uniform, as in the text of older versions.
     *
     * @param source what messages begin with
     * @param text the text
     * @param overrides {@code path=value} each, applied in order
     * @param available what the text may name
     * @return the experiment
     * @throws ExperimentFileException if the text or an override is refused
     */
    public static Experiment parse(String source, String text, List<String> overrides, Available available) {
        return ExperimentFile.parse(source, text, overrides, available).experiment();
    }

    /**
     * Returns this experiment with the values of one tuned setting.
     *
     * @param values values by their paths, such as {@code optimizer.learningRate}, as written in files
     * @param budget how long it trains
     * @param available what an experiment may name
     * @return the experiment with those values, itself without tuning
     * @throws ExperimentFileException if a value is refused
     */
    public Experiment with(Map<String, String> values, BudgetSetting budget, Available available) {
        return new ExperimentReader(available).with(this, values, budget);
    }

    /** {@return this experiment with the initial weights of its network stated} */
    Experiment statingInitialWeights() {
        return with(network.stated(), tune);
    }

    /** {@return this experiment with that tuning} */
    Experiment tuning(TuneSetting how) {
        return with(network, Optional.of(how));
    }

    private Experiment with(NetworkSetting otherNetwork, Optional<TuneSetting> otherTune) {
        return new Experiment(
                name,
                dataset,
                otherNetwork,
                batch,
                augment,
                optimizer,
                budget,
                engines,
                seeds,
                threads,
                device,
                baseline,
                evaluation,
                artifacts,
                earlyStopping,
                select,
                objectives,
                equivalence,
                otherTune);
    }

    /**
     * {@return this experiment as JSON, which is also valid YAML, with every default written out, in a fixed order, the
     * same on every machine. Reading it gives an equal experiment. Manifests store this text, and it is hashed}
     */
    public String canonicalText() {
        return ExperimentSettings.text(this);
    }

    private static void requireDistinct(String what, List<?> elements) {
        if (elements.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        if (new HashSet<>(elements).size() < elements.size()) {
            throw new IllegalArgumentException("%s must not contain one twice, got %s".formatted(what, elements));
        }
    }
}
