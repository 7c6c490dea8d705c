package org.metricloss.results.figure;

import java.util.List;

/**
 * What a figure of embeddings shows of one artifact of a trial: a stratified sample of at most
 * {@value StratifiedSample#MOST_POINTS} points of the training and of the test part, class centers, and the directions of
 * the objective's classifier if it has one. Of more than {@value #MOST_CLASSES} classes only so many are shown, evenly
 * spread over the labels.
 *
 * @param plane how they were brought into two dimensions
 * @param train points of the training part's kept sample
 * @param test points of the test part
 * @param centers one per shown class: those that the objective keeps, else the means of the training points
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
        List<PlanePoint> centers,
        boolean ownCenters,
        List<PlanePoint> directions,
        List<Integer> shownClasses,
        int classes) {
    /** The most classes that a figure tells apart. */
    public static final int MOST_CLASSES = 20;

    /** Copies its lists. */
    public EmbeddingView {
        train = List.copyOf(train);
        test = List.copyOf(test);
        centers = List.copyOf(centers);
        directions = List.copyOf(directions);
        shownClasses = List.copyOf(shownClasses);
    }
}
