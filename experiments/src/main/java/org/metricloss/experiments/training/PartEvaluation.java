package org.metricloss.experiments.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.DrawnPairs;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.core.evaluation.EvaluationInput;
import org.metricloss.core.evaluation.LabelledPairs;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.core.evaluation.Measures;
import org.metricloss.core.evaluation.QueryGallery;
import org.metricloss.core.evaluation.RequestedMeasures;
import org.metricloss.experiments.training.setting.EvaluationDistance;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.training.setting.PairSetting;
import org.metricloss.experiments.training.setting.RequestedSetting;
import org.metricloss.results.record.RunMeasures;

/** Evaluates a session's current weights on one held-out part of the data. */
final class PartEvaluation {
    private final Plan plan;
    private final Dataset data;
    private final SampleSet part;
    private final SampleSet reference;
    private final Optional<LabelledPairs> pairs;
    private final Optional<QueryGallery> queryGallery;
    private final Distance distance;
    private final long seed;
    private final RequestedSetting requested;
    private final List<Measure> measures;

    private PartEvaluation(
            Plan plan,
            Dataset data,
            SampleSet part,
            Optional<LabelledPairs> pairs,
            Optional<QueryGallery> queryGallery,
            SampleSet reference,
            Trial trial,
            RequestedSetting requested,
            List<Measure> measures) {
        this.plan = plan;
        this.data = data;
        this.part = part;
        this.pairs = pairs;
        this.queryGallery = queryGallery;
        this.reference = reference;
        this.distance = plan.distance(trial);
        this.seed = trial.seed();
        this.requested = requested;
        this.measures = measures;
    }

    private PartEvaluation(PartEvaluation other, List<Measure> measures) {
        this.plan = other.plan;
        this.data = other.data;
        this.part = other.part;
        this.pairs = other.pairs;
        this.queryGallery = other.queryGallery;
        this.reference = other.reference;
        this.distance = other.distance;
        this.seed = other.seed;
        this.requested = other.requested;
        this.measures = measures;
    }

    /** @param reference a sample of the training images, for measures that need one */
    static PartEvaluation ofTest(Plan plan, Dataset data, SampleSet reference, Trial trial) {
        return new PartEvaluation(
                plan,
                data,
                data.test(),
                data.testPairs(),
                data.queryGallery(),
                reference,
                trial,
                plan.experiment().evaluation().onRequest(),
                ofTest(plan.experiment(), data));
    }

    /** @param reference a sample of the training images, for measures that need one */
    static PartEvaluation ofValidation(Plan plan, Dataset data, SampleSet reference, Trial trial) {
        return new PartEvaluation(
                plan,
                data,
                data.validation(),
                Optional.empty(),
                Optional.empty(),
                reference,
                trial,
                RequestedSetting.NONE,
                measures(plan.experiment(), data));
    }

    /** {@return the same evaluation with a single measure} */
    PartEvaluation taking(String measure) {
        return new PartEvaluation(
                this,
                measures.stream().filter(each -> each.id().equals(measure)).toList());
    }

    /** {@return whether there are no images to measure} */
    boolean isEmpty() {
        return part.size() == 0;
    }

    /**
     * {@return the measures of the test part of a data set: those of {@link #measures}, those that are requested, and some by
     * the other distance if each objective is judged by its own}
     */
    static List<Measure> ofTest(Experiment experiment, Dataset data) {
        List<Measure> measures = requested(experiment.evaluation().onRequest(), measures(experiment, data), data);
        return experiment.evaluation().distance() == EvaluationDistance.OBJECTIVE
                ? Stream.concat(measures.stream(), Measures.otherDistance().stream())
                        .toList()
                : measures;
    }

    /** {@return the measures with those requested, each beside the measure that it refines} */
    private static List<Measure> requested(RequestedSetting requested, List<Measure> measures, Dataset data) {
        return measures.stream()
                .flatMap(measure -> switch (measure.id()) {
                    case "classifierAccuracy" ->
                        Stream.of(
                                        Stream.of(measure),
                                        requested.borderShare().map(RequestedMeasures::borderShare).stream(),
                                        requested.fgsm().stream().map(RequestedMeasures::fgsmAccuracy))
                                .flatMap(each -> each);
                    case "nearestCenterAccuracy" ->
                        Stream.concat(
                                Stream.of(measure),
                                requested.borderShare().map(RequestedMeasures::centerBorderShare).stream());
                    case "foldAccuracy" ->
                        Stream.of(requested
                                .pairs()
                                .map(pairs -> RequestedMeasures.foldAccuracy(drawn(pairs, data)))
                                .orElse(measure));
                    default -> Stream.of(measure);
                })
                .toList();
    }

    /**
     * {@return the pairs of test samples that are verified}
     *
     * @param pairs how they are drawn
     * @param data the data set
     * @throws IllegalArgumentException if the classes of the test part have too few pairs
     */
    static LabelledPairs drawn(PairSetting pairs, Dataset data) {
        return DrawnPairs.of(data.test().samplesByClass(), pairs.count(), pairs.folds(), pairs.seed());
    }

    /**
     * {@return the measures of the test and validation parts of a data set. Classes that were never trained on have no
     * center, neighbour or classifier among the training images}
     *
     * @param experiment the experiment, which names the ranks of recall
     * @param data a data set
     */
    static List<Measure> measures(Experiment experiment, Dataset data) {
        return measures(data).stream()
                .flatMap(measure -> measure.id().equals(RunMeasures.PRIMARY)
                        ? Stream.concat(Stream.of(measure), recallAt(experiment))
                        : Stream.of(measure))
                .toList();
    }

    /** {@return the measures without recall at ranks above 1} */
    static List<Measure> measures(Dataset data) {
        return data.isOpenSet() ? Measures.openSet() : Measures.closedSet();
    }

    /** {@return recall at the requested ranks above 1} */
    private static Stream<Measure> recallAt(Experiment experiment) {
        return experiment.evaluation().recallAt().stream().filter(k -> k > 1).map(Measures::recallAt);
    }

    /**
     * {@return the measures that are available on the validation part of this data. They depend only on how many
     * classes it has and on whether a class has two samples, so at most two samples of each of two classes are measured
     * instead}
     *
     * @param split data with a validation part
     */
    static List<Measure> ofValidation(Dataset split) {
        int[] labels = Arrays.stream(split.validation().samplesByClass())
                .sorted(Comparator.comparingInt((int[] images) -> -images.length))
                .limit(2)
                .flatMapToInt(images -> Arrays.stream(images).limit(2))
                .map(split.validation()::label)
                .toArray();
        double[] values =
                IntStream.range(0, labels.length).mapToDouble(i -> i * i).toArray();
        Embeddings samples = Embeddings.of(values, 1, labels);
        boolean unseen = split.isOpenSet();
        EvaluationInput input = new EvaluationInput(
                samples,
                unseen ? Optional.empty() : Optional.of(samples),
                unseen ? Optional.empty() : Optional.of(labels),
                Optional.empty(),
                Distance.EUCLIDEAN,
                1,
                1);
        List<Measure> measures = measures(split);
        Map<String, Double> measured = Evaluation.of(input, measures).values();
        return measures.stream()
                .filter(measure -> measured.containsKey(measure.id()))
                .toList();
    }

    /** {@return a snapshot of the part and of the reference} */
    Snapshot snapshot(TrainingSession session) {
        return Snapshot.of(session, data, part, reference, plan.network().embeddingDimension());
    }

    /**
     * {@return the measures by name}
     *
     * @param session the session whose current weights are measured
     * @param epoch the epoch of these weights, counted from 1
     * @throws DivergedException if an embedding is NaN or infinite
     */
    Map<String, Double> measure(TrainingSession session, int epoch) throws DivergedException {
        Snapshot snapshot = snapshot(session);
        snapshot.requireFinite(epoch);
        return new LinkedHashMap<>(evaluate(snapshot, session).values());
    }

    /**
     * {@return the measures, and the scores of each class}
     *
     * @param snapshot finite embeddings of this part
     * @param session the session, with the weights of the snapshot
     */
    Evaluation evaluate(Snapshot snapshot, TrainingSession session) {
        int dimension = plan.network().embeddingDimension();
        boolean unseen = data.isOpenSet();
        EvaluationInput input = new EvaluationInput(
                Embeddings.of(snapshot.testEmbeddings(), dimension, snapshot.testLabels()),
                unseen
                        ? Optional.empty()
                        : Optional.of(Embeddings.of(snapshot.trainEmbeddings(), dimension, snapshot.trainLabels())),
                unseen ? Optional.empty() : snapshot.predictions(),
                pairs,
                queryGallery,
                unseen ? Optional.empty() : TestedClassifier.of(requested, session, part, data.scaling(), snapshot),
                distance,
                seed,
                plan.threads());
        return Evaluation.of(input, measures);
    }
}
