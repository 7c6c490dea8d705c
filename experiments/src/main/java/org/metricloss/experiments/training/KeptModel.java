package org.metricloss.experiments.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.array.Shape;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.VerificationThresholds;
import org.metricloss.core.plugin.Spelling;
import org.metricloss.experiments.training.setting.ArtifactSetting;
import org.metricloss.models.Model;
import org.metricloss.models.ModelFolder;
import org.metricloss.models.ModelInput;
import org.metricloss.models.ModelOrigin;
import org.metricloss.models.Thresholds;
import org.metricloss.models.WeightsFile;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.Artifacts;

/**
 * Keeps the model of a trial that finished: its weights, what is needed to use them, class centers if the objective
 * trains no classifier, and thresholds chosen on the validation part.
 */
final class KeptModel {
    /** The most samples of a class whose mean is its center. */
    private static final int CENTER_SAMPLES = 200;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Plan plan;
    private final RunFolder folder;
    private final Trial trial;
    private final TrainingSession session;
    private final Dataset data;
    private final ArtifactSetting.ModelWeights choice;

    KeptModel(Plan plan, RunFolder folder, Trial trial, TrainingSession session, Dataset data) {
        this.plan = plan;
        this.folder = folder;
        this.trial = trial;
        this.session = session;
        this.data = data;
        this.choice = trial.experiment().artifacts().model();
    }

    /** {@return whether the last weights are to be kept, even if others are tested} */
    boolean keepsLast() {
        return choice == ArtifactSetting.ModelWeights.LAST;
    }

    /**
     * Keeps the last weights although others were tested.
     *
     * @param weights the weights after the last step, which the session does not hold any more
     * @param classifies whether the objective trains a classifier
     * @param epoch their epoch
     */
    void keepLast(Weights weights, boolean classifies, int epoch) {
        session.restore(weights);
        write(classifies, epoch, Spelling.of(ArtifactSetting.ModelWeights.LAST));
    }

    /**
     * Keeps the tested weights, which the session holds, unless no model is wanted.
     *
     * @param classifies whether the objective trains a classifier
     * @param epoch their epoch
     */
    void keepTested(boolean classifies, int epoch) {
        if (choice != ArtifactSetting.ModelWeights.NONE) {
            boolean selected = trial.experiment().select().best().isPresent();
            write(
                    classifies,
                    epoch,
                    Spelling.of(selected ? ArtifactSetting.ModelWeights.BEST : ArtifactSetting.ModelWeights.LAST));
        }
    }

    /** {@return the most images that are embedded for class centers; 0 if no model is kept} */
    static int images(Trial trial, Dataset data) {
        return trial.experiment().artifacts().model() == ArtifactSetting.ModelWeights.NONE
                ? 0
                : Embedder.ofEachClass(data.train(), CENTER_SAMPLES, trial.seed())
                        .size();
    }

    private void write(boolean classifies, int epoch, String kept) {
        Optional<Embeddings> centers = classifies ? Optional.empty() : Optional.of(centers());
        Thresholds thresholds = thresholds();
        ModelFolder.write(
                Artifacts.makeModelFolder(folder, trial.id()),
                session.weights(),
                centers.map(KeptModel::array),
                file -> model(centers, thresholds, epoch, kept, file));
    }

    private Model model(
            Optional<Embeddings> centers, Thresholds thresholds, int epoch, String kept, WeightsFile weights) {
        return new Model(
                Model.FORMAT,
                plan.network().network(),
                ModelInput.of(data.train(), data.scaling()),
                plan.network().embeddingDimension(),
                Spelling.of(plan.distance(trial)),
                data.classNames(),
                data.trainedClassCount(),
                centers.map(each -> Arrays.stream(each.labels()).boxed().toList())
                        .orElse(List.of()),
                thresholds,
                origin(epoch, kept),
                weights);
    }

    private ModelOrigin origin(int epoch, String kept) {
        String experiment = folder.manifest().experimentSha256();
        return new ModelOrigin(
                trial.id(),
                experiment,
                ModelOrigin.hash(experiment, trial.id()),
                trial.objective().name(),
                trial.engine().id(),
                plan.experiment().device().toString(),
                plan.threads(),
                trial.seed(),
                epoch,
                kept,
                plan.versions(trial),
                json(trial.experiment().canonicalText()));
    }

    private static JsonNode json(String canonicalText) {
        try {
            return MAPPER.readTree(canonicalText);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the canonical text of an experiment is JSON", impossible);
        }
    }

    /** {@return the mean of each class, in the space where the distance is Euclidean; the session holds the kept weights} */
    private Embeddings centers() {
        return new Embedder(session, data.scaling())
                .centers(
                        Embedder.ofEachClass(data.train(), CENTER_SAMPLES, trial.seed()),
                        plan.network().embeddingDimension(),
                        plan.distance(trial));
    }

    private static FloatArray array(Embeddings centers) {
        float[] values = new float[centers.rows() * centers.dimension()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) centers.value(i / centers.dimension(), i % centers.dimension());
        }
        return FloatArray.of(Shape.of(centers.rows(), centers.dimension()), values);
    }

    private Thresholds thresholds() {
        SampleSet validation = data.validation();
        if (validation.size() == 0) {
            return Thresholds.absent("the trial has no validation part, see dataset.validation");
        }
        int dimension = plan.network().embeddingDimension();
        float[] embedded = new Embedder(session, data.scaling()).embed(validation, dimension);
        return VerificationThresholds.of(
                        Embeddings.of(embedded, dimension, validation.labels()),
                        plan.distance(trial),
                        trial.seed(),
                        plan.threads())
                .map(KeptModel::thresholds)
                .orElseGet(() ->
                        Thresholds.absent("the validation part does not have pairs of one class and pairs of two"));
    }

    private static Thresholds thresholds(VerificationThresholds chosen) {
        return new Thresholds(
                chosen.samePairs(),
                chosen.differentPairs(),
                Optional.of(threshold(chosen.equalError())),
                chosen.falseAccepts1In1000().map(KeptModel::threshold),
                chosen.falseAccepts1In1000().isPresent()
                        ? Optional.empty()
                        : Optional.of("every distance of the validation part accepts more than 1 in 1,000 pairs of two"
                                + " classes"));
    }

    private static Thresholds.Threshold threshold(VerificationThresholds.Point point) {
        return new Thresholds.Threshold(point.distance(), point.far(), point.tar());
    }
}
