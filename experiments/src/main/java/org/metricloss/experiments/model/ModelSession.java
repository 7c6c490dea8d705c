package org.metricloss.experiments.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.metricloss.base.UserException;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.Neighbours;
import org.metricloss.core.loss.Objective;
import org.metricloss.datasets.ImageSettings;
import org.metricloss.datasets.embeddings.CsvOptions;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.training.setting.ObjectiveSetting;
import org.metricloss.models.Model;
import org.metricloss.models.TrainedModel;

/** A trained model on an engine. Used by one thread at a time; holds native memory until it is closed. */
public final class ModelSession implements AutoCloseable {
    /**
     * How many inputs are embedded at a time. The engines divide the parts of a data set in the same places, so that
     * embeddings have the bits that they had in training.
     */
    public static final int BLOCK = 512;

    private final Model model;
    private final Experiment experiment;
    private final TrainingSession session;
    private final Optional<Embeddings> centers;
    private final int threads;

    private ModelSession(TrainedModel trained, Experiment experiment, TrainingSession session, int threads) {
        this.model = trained.description();
        this.experiment = experiment;
        this.session = session;
        this.centers = trained.centers().map(this::labelled);
        this.threads = threads;
    }

    /**
     * Opens a model.
     *
     * @param trained the model
     * @param engine the id of the engine; empty for the one that trained the model
     * @param threads how many threads an operation may use, at least 1; empty for as many as trained the model
     * @return the model; the caller closes it
     * @throws UserException if there is no such engine, or its losses are not on the class path
     */
    public static ModelSession open(TrainedModel trained, Optional<String> engine, Optional<Integer> threads) {
        Model model = trained.description();
        Experiment experiment = Experiment.parse(
                "the experiment of the model",
                model.origin().experiment().toString(),
                List.of(),
                Available.onClassPath());
        int count = threads.orElse(model.origin().threads());
        SessionRequest request = new SessionRequest(
                model.plan(),
                objective(model, experiment),
                experiment.optimizer().spec(),
                model.trainedClasses(),
                trained.weights(),
                model.origin().seed(),
                count);
        Engine computing = engine(engine.orElse(model.origin().engine()));
        try {
            TrainingSession session = computing.open(request);
            return new ModelSession(trained, experiment, session, count);
        } catch (IllegalArgumentException misfit) {
            throw new UserException(
                    "the weights of the model do not fit its objective '%s': %s"
                            .formatted(model.origin().objective(), misfit.getMessage()),
                    misfit);
        }
    }

    private static Engine engine(String id) {
        try {
            return Engine.all().get(id);
        } catch (IllegalArgumentException unknown) {
            throw new UserException(unknown.getMessage(), unknown);
        }
    }

    private static Objective objective(Model model, Experiment experiment) {
        return experiment.objectives().stream()
                .filter(each -> each.name().equals(model.origin().objective()))
                .findFirst()
                .map(ObjectiveSetting::objective)
                .orElseThrow(() -> new UserException("the experiment of the model has no objective '%s'"
                        .formatted(model.origin().objective())));
    }

    private Embeddings labelled(FloatArray rows) {
        int[] labels = model.centers().stream().mapToInt(Integer::intValue).toArray();
        return Embeddings.of(rows.toArray(), model.embedding(), labels);
    }

    /** {@return the description of the model} */
    public Model model() {
        return model;
    }

    /**
     * Finds the inputs that a user names. Image files are decoded as those of the data set that the model was trained on.
     *
     * @param paths folders of images, image files, lists and IDX files, or files of vectors for a model that takes vectors
     * @param options the columns of CSV files of vectors
     * @param threads how many threads decode images, at least 1
     * @return the inputs
     * @throws UserException if a path does not exist, or the model does not take what it holds
     */
    public Inputs inputs(List<Path> paths, CsvOptions options, int threads) {
        if (!model.input().isImage()) {
            return Inputs.ofVectors(paths, model.input().values(), options);
        }
        if (!options.equals(CsvOptions.NONE)) {
            throw new UserException(
                    "--label and --drop name columns of CSV files of vectors, but the model takes images");
        }
        return Inputs.ofImages(paths, imageSettings(), threads);
    }

    private ImageSettings imageSettings() {
        ImageSettings trained = experiment.dataset().images();
        return trained.shape().equals(model.input().imageShape())
                ? trained
                : ImageSettings.ofShape(model.input().imageShape());
    }

    /**
     * Embeds inputs.
     *
     * @param raw n inputs before they are scaled, one after the other, at most {@value #BLOCK}; overwritten
     * @param n how many
     * @return embeddings [n, d], row-major
     */
    public float[] embed(float[] raw, int n) {
        model.input().scale(raw);
        return session.embed(raw, n);
    }

    /**
     * What embeddings are classified as.
     *
     * @param labels the class of each: that of the greatest score, or of the nearest class center
     * @param scores the classifier's score of that class, or the distance to its center times -1
     */
    public record Predicted(int[] labels, float[] scores) {}

    /**
     * Classifies embeddings by the classifier that was trained with them, otherwise by the nearest class center.
     *
     * @param embeddings [n, d], row-major, finite
     * @param n how many
     * @return the classes; empty if the model has neither a classifier nor centers
     */
    public Optional<Predicted> predict(float[] embeddings, int n) {
        return session.classScores(embeddings, n)
                .map(scores -> greatest(scores, n))
                .or(() -> centers.map(known -> nearest(embeddings, n, known)));
    }

    private static Predicted greatest(float[] scores, int n) {
        int classes = scores.length / n;
        Predicted predicted = new Predicted(new int[n], new float[n]);
        for (int i = 0; i < n; i++) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                if (scores[i * classes + c] > scores[i * classes + best]) {
                    best = c;
                }
            }
            predicted.labels()[i] = best;
            predicted.scores()[i] = scores[i * classes + best];
        }
        return predicted;
    }

    private Predicted nearest(float[] embeddings, int n, Embeddings known) {
        Neighbours found = Neighbours.of(
                Embeddings.of(embeddings, model.embedding(), new int[n]), known, 1, model.metric(), threads);
        Predicted predicted = new Predicted(new int[n], new float[n]);
        for (int i = 0; i < n; i++) {
            predicted.labels()[i] = known.label(found.indices()[i][0]);
            predicted.scores()[i] = (float) -found.distances()[i][0];
        }
        return predicted;
    }

    @Override
    public void close() {
        session.close();
    }
}
