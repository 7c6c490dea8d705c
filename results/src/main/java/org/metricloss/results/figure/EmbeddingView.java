package org.metricloss.results.figure;

import java.util.List;

/**
 * The view of one artifact of a trial in a figure of embeddings: a stratified sample of at most {@value
 * StratifiedSample#MOST_POINTS} points of the training and of the test part, class centers, and the directions of the
 * objective's classifier if it has one. At most {@value #MOST_CLASSES} classes are shown, evenly spread over the
 * labels.
 *
 * @param plane the projection to two dimensions
 * @param train points of the training part's kept sample
 * @param test points of the test part
 * @param testSamples the place of each of them in the test part
 * @param centers one per shown class: the centers that the objective keeps, otherwise the means of the training points
 * @param ownCenters whether the centers are the objective's own
 * @param directions the classifier's weights by class, scaled to length 1 before they were projected; empty without a
 *     classifier
 * @param shownClasses the labels that are shown, ascending
 * @param classes how many classes the artifact's parts have
 */
public record EmbeddingView(
        EmbeddingPlane plane,
        List<PlanePoint> train,
        List<PlanePoint> test,
        List<Integer> testSamples,
        List<PlanePoint> centers,
        boolean ownCenters,
        List<PlanePoint> directions,
        List<Integer> shownClasses,
        int classes) {
    /** The most classes that a figure can distinguish. */
    public static final int MOST_CLASSES = 20;

    /** Copies its lists. */
    public EmbeddingView {
        train = List.copyOf(train);
        test = List.copyOf(test);
        testSamples = List.copyOf(testSamples);
        centers = List.copyOf(centers);
        directions = List.copyOf(directions);
        shownClasses = List.copyOf(shownClasses);
    }
}
