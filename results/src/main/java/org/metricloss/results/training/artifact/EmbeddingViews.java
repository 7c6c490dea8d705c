package org.metricloss.results.training.artifact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metricloss.base.UserException;
import org.metricloss.results.figure.EmbeddingPlane;
import org.metricloss.results.figure.EmbeddingView;
import org.metricloss.results.figure.PlanePoint;
import org.metricloss.results.figure.StratifiedSample;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.training.record.StateRecord;
import org.metricloss.results.training.record.TrialSetup;

/** Makes the views of embeddings that figures show. */
public final class EmbeddingViews {
    private EmbeddingViews() {}

    /**
     * {@return the view of an artifact in a plane that is fitted to the shown points}
     *
     * @param artifact an epoch's embeddings, {@code epoch-<n>.npz}
     * @param setup the trial's setup
     * @throws UserException if the file cannot be read or lacks an array
     */
    public static EmbeddingView of(Path artifact, TrialSetup setup) {
        return of(artifact, setup, Optional.empty());
    }

    /**
     * {@return the view of an artifact in a given plane}
     *
     * @param artifact an epoch's embeddings
     * @param setup the trial's setup
     * @param plane another epoch's plane, so that epochs can be compared
     * @throws UserException if the file cannot be read, lacks an array, or the dimension of its embeddings differs from that of
     *     the plane
     */
    public static EmbeddingView of(Path artifact, TrialSetup setup, EmbeddingPlane plane) {
        return of(artifact, setup, Optional.of(plane));
    }

    private static EmbeddingView of(Path file, TrialSetup setup, Optional<EmbeddingPlane> given) {
        EmbeddingArtifact artifact = new EmbeddingArtifact(file);
        List<Integer> classes = artifact.classes();
        List<Integer> shown = StratifiedSample.classes(artifact.labels("train"), artifact.labels("test"));
        EmbeddingArtifact.Part train = artifact.sample("train", shown);
        EmbeddingArtifact.Part test = artifact.sample("test", shown);
        EmbeddingPlane plane = given.orElseGet(() -> EmbeddingPlane.of(
                Stream.concat(Stream.of(train.rows()), Stream.of(test.rows())).toArray(double[][]::new)));
        if (artifact.dimension() != plane.dimension()) {
            throw new ResultsException("%s: embeddings are of %s dimensions, those of the last epoch of %s"
                    .formatted(file, artifact.dimension(), plane.dimension()));
        }
        Optional<double[][]> own = artifact.byClass(setup, StateRecord.CENTERS);
        return new EmbeddingView(
                plane,
                inPlaces(artifact, points(plane, train)),
                inPlaces(artifact, points(plane, test)),
                IntStream.of(test.samples()).boxed().toList(),
                inPlaces(artifact, own.map(rows -> ofShown(plane, rows, shown)).orElseGet(() -> means(plane, train))),
                own.isPresent(),
                inPlaces(artifact, directions(artifact, setup, plane, shown)),
                shown.stream().map(artifact::place).sorted().toList(),
                classes.size());
    }

    /** Replaces labels by places: a class looks the same in the views of trials that set other classes aside. */
    private static List<PlanePoint> inPlaces(EmbeddingArtifact artifact, List<PlanePoint> points) {
        return points.stream()
                .map(point -> new PlanePoint(point.x(), point.y(), artifact.place(point.label())))
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

    /** Returns the directions of the class weights, or else of the proxies, whose lengths do not count. */
    private static List<PlanePoint> directions(
            EmbeddingArtifact artifact, TrialSetup setup, EmbeddingPlane plane, List<Integer> shown) {
        return artifact.byClass(setup, StateRecord.CLASS_WEIGHTS)
                .map(rows -> directions(plane, rows, 1, shown))
                .or(() -> artifact.byClass(setup, StateRecord.PROXIES)
                        .map(rows -> directions(
                                plane, rows, rows.length / setup.dataset().classes(), shown)))
                .orElse(List.of());
    }

    private static List<PlanePoint> directions(
            EmbeddingPlane plane, double[][] rows, int perClass, List<Integer> shown) {
        List<PlanePoint> directions = new ArrayList<>();
        for (int label : shown) {
            for (int k = label * perClass; k < (label + 1) * perClass && k < rows.length; k++) {
                double[] row = rows[k];
                double length =
                        Math.sqrt(Arrays.stream(row).map(value -> value * value).sum());
                if (length > 0) {
                    double[] unit =
                            Arrays.stream(row).map(value -> value / length).toArray();
                    directions.add(point(plane.projectDirection(unit), label));
                }
            }
        }
        return directions;
    }

    private static PlanePoint point(double[] place, int label) {
        return new PlanePoint(place[0], place[1], label);
    }
}
