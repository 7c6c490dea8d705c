package org.metricloss.experiments.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.evaluation.ClassScore;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.QueryGallery;
import org.metricloss.core.evaluation.VerificationByClass;
import org.metricloss.experiments.gallery.Gallery;
import org.metricloss.experiments.gallery.Points;
import org.metricloss.results.record.ClassPairsRecord;
import org.metricloss.results.record.ClassScoresRecord;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.Artifacts;
import org.metricloss.results.training.artifact.SealedArtifact;

/**
 * What a trial leaves of its test beside the measures: the scores of each class, the shares of pairs of classes in the area under
 * the ROC curve, the neighbours of the points in figures, and the gallery of test images.
 *
 * @param folder the run's folder
 * @param trial the trial's id
 * @param test the test part
 * @param queryGallery how the test part is divided into queries and a gallery, if it is
 * @param verifiesAllPairs whether the test verifies all pairs of the test part
 * @param distance the distance by which neighbours are searched
 * @param threads the number of threads of the search
 */
record TestDetails(
        RunFolder folder,
        String trial,
        SampleSet test,
        Optional<QueryGallery> queryGallery,
        boolean verifiesAllPairs,
        Distance distance,
        int threads) {
    /** Pairs of more classes would make files of megabytes. */
    private static final int MOST_PAIRED_CLASSES = 300;

    private static final double SIX_DECIMALS = 1e6;

    /**
     * Writes the artifacts.
     *
     * @param tested the embeddings that were tested
     * @param byClass the scores of each class
     */
    void write(Snapshot tested, List<ClassScore> byClass) {
        if (!byClass.isEmpty()) {
            SealedArtifact.CLASSES.write(folder, trial, classes(byClass));
        }
        if (verifiesAllPairs) {
            Embeddings embeddings = Embeddings.of(tested.testEmbeddings(), tested.dimension(), tested.testLabels());
            if (embeddings.classes().length <= MOST_PAIRED_CLASSES) {
                VerificationByClass.of(embeddings, distance, threads)
                        .ifPresent(shares -> SealedArtifact.CLASS_PAIRS.write(folder, trial, pairs(shares)));
            }
        }
        // Figures show the embeddings of trials that keep them. The neighbours of a query would have to be of the
        // gallery.
        if (queryGallery.isEmpty() && !Artifacts.byEpoch(folder, trial).isEmpty()) {
            SealedArtifact.POINTS.write(
                    folder,
                    trial,
                    Points.of(
                            trial,
                            test,
                            tested.testEmbeddings(),
                            tested.dimension(),
                            tested.trainLabels(),
                            distance,
                            threads));
        }
        // Vectors cannot be shown.
        if (test instanceof ImageSet images) {
            Gallery.of(trial, images, tested.testEmbeddings(), tested.dimension(), distance, queryGallery)
                    .ifPresent(gallery -> SealedArtifact.GALLERY.write(folder, trial, gallery));
        }
    }

    private ClassPairsRecord pairs(VerificationByClass shares) {
        return new ClassPairsRecord(
                ClassPairsRecord.FORMAT,
                trial,
                shares.labels(),
                Arrays.stream(shares.samples()).boxed().toList(),
                rounded(shares.same()),
                Arrays.stream(shares.different()).map(TestDetails::rounded).toList());
    }

    /** Rounds shares, and writes 0 for a class without a same pair. */
    private static List<Double> rounded(double[] shares) {
        return Arrays.stream(shares)
                .mapToObj(share -> Double.isNaN(share) ? 0.0 : Math.round(share * SIX_DECIMALS) / SIX_DECIMALS)
                .toList();
    }

    private ClassScoresRecord classes(List<ClassScore> byClass) {
        List<String> measures = List.copyOf(byClass.get(0).scores().keySet());
        List<ClassScoresRecord.ScoredClass> classes = new ArrayList<>();
        for (ClassScore score : byClass) {
            classes.add(new ClassScoresRecord.ScoredClass(
                    score.label(),
                    measures.stream().map(id -> score.scores().get(id).sum()).toList(),
                    measures.stream()
                            .map(id -> score.scores().get(id).queries())
                            .toList(),
                    score.nearest()));
        }
        return new ClassScoresRecord(ClassScoresRecord.FORMAT, trial, measures, classes);
    }
}
