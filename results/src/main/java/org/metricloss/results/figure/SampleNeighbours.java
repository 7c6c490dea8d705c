package org.metricloss.results.figure;

import java.util.List;
import org.metricloss.results.record.PointsRecord;

/**
 * The nearest neighbours of test samples, with what is needed to name and to show them.
 *
 * @param points the neighbours and the images
 * @param labels the label of every test sample
 */
public record SampleNeighbours(PointsRecord points, List<Integer> labels) {
    /** Copies the list. */
    public SampleNeighbours {
        labels = List.copyOf(labels);
    }
}
