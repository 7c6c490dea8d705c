package org.metricloss.results.figure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metricloss.results.store.ResultsException;

/**
 * What a figure of embeddings shows of one artifact of a trial: a stratified sample of at most
 * {@value StratifiedSample#MOST_POINTS} points of the training and of the test part, class centers, and the directions of
 * the objective's classifier where it has one. Of more than {@value #MOST_CLASSES} classes only so many are shown, evenly
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

    /**
     * {@return its view in the plane that suits the shown points}
     *
     * @param artifact an epoch's embeddings, {@code epoch-<n>.npz}
     * @throws ResultsException where the file cannot be read or lacks an array
     */
    public static EmbeddingView of(Path artifact) {
        return of(new EmbeddingArtifact(artifact), Optional.empty());
    }

    /**
     * {@return its view}
     *
     * @param artifact an epoch's embeddings
     * @param plane another epoch's plane, so that epochs can be compared
     * @throws ResultsException where the file cannot be read or lacks an array
     * @throws IllegalArgumentException where its embeddings have another dimension than the plane's
     */
    public static EmbeddingView of(Path artifact, EmbeddingPlane plane) {
        return of(new EmbeddingArtifact(artifact), Optional.of(plane));
    }

    private static EmbeddingView of(EmbeddingArtifact artifact, Optional<EmbeddingPlane> given) {
        List<Integer> classes = artifact.classes();
        List<Integer> shown = shown(classes);
        EmbeddingArtifact.Part train = artifact.sample("train", shown, StratifiedSample.MOST_POINTS);
        EmbeddingArtifact.Part test = artifact.sample("test", shown, StratifiedSample.MOST_POINTS);
        EmbeddingPlane plane = given.orElseGet(() -> EmbeddingPlane.of(
                Stream.concat(Stream.of(train.rows()), Stream.of(test.rows())).toArray(double[][]::new)));
        if (artifact.dimension() != plane.dimension()) {
            throw new IllegalArgumentException("embeddings must be of the plane's " + plane.dimension()
                    + " dimensions, got " + artifact.dimension());
        }
        Optional<double[][]> own = artifact.byClass(EmbeddingArtifact.CENTERS);
        return new EmbeddingView(
                plane,
                points(plane, train),
                points(plane, test),
                own.map(rows -> ofShown(plane, rows, shown)).orElseGet(() -> means(plane, train)),
                own.isPresent(),
                artifact.byClass(EmbeddingArtifact.CLASS_WEIGHTS)
                        .map(rows -> directions(plane, rows, shown))
                        .orElse(List.of()),
                shown,
                classes.size());
    }

    private static List<Integer> shown(List<Integer> classes) {
        int count = Math.min(MOST_CLASSES, classes.size());
        return IntStream.range(0, count)
                .mapToObj(i -> classes.get((int) ((long) i * classes.size() / count)))
                .toList();
    }

    private static List<PlanePoint> points(EmbeddingPlane plane, EmbeddingArtifact.Part part) {
        return IntStream.range(0, part.labels().length)
                .mapToObj(i -> point(plane.project(part.rows()[i]), part.labels()[i]))
                .toList();
    }

    private static List<PlanePoint> ofShown(EmbeddingPlane plane, double[][] rows, List<Integer> shown) {
        return shown.stream()
                .filter(label -> label < rows.length)
                .map(label -> point(plane.project(rows[label]), label))
                .toList();
    }

    private static List<PlanePoint> means(EmbeddingPlane plane, EmbeddingArtifact.Part part) {
        Map<Integer, List<double[]>> byClass = new TreeMap<>();
        for (int i = 0; i < part.labels().length; i++) {
            byClass.computeIfAbsent(part.labels()[i], unseen -> new ArrayList<>())
                    .add(part.rows()[i]);
        }
        List<PlanePoint> means = new ArrayList<>();
        byClass.forEach((label, rows) -> means.add(point(
                plane.project(IntStream.range(0, plane.dimension())
                        .mapToDouble(j -> rows.stream()
                                .mapToDouble(row -> row[j])
                                .average()
                                .orElseThrow())
                        .toArray()),
                label)));
        return means;
    }

    private static List<PlanePoint> directions(EmbeddingPlane plane, double[][] rows, List<Integer> shown) {
        List<PlanePoint> directions = new ArrayList<>();
        for (int label : shown) {
            double[] row = label < rows.length ? rows[label] : new double[0];
            double length =
                    Math.sqrt(Arrays.stream(row).map(value -> value * value).sum());
            if (length > 0) {
                double[] unit = Arrays.stream(row).map(value -> value / length).toArray();
                directions.add(point(plane.projectDirection(unit), label));
            }
        }
        return directions;
    }

    private static PlanePoint point(double[] place, int label) {
        return new PlanePoint(place[0], place[1], label);
    }
}
