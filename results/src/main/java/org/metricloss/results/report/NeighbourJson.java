package org.metricloss.results.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.metricloss.results.figure.SampleNeighbours;

/** Writes what the page shows of a test sample that a reader points at. */
final class NeighbourJson {
    private NeighbourJson() {}

    /**
     * Writes {@code samples}, the sample of each point; {@code lists}, the neighbours of each, empty if they were not kept; and
     * {@code known}, by sample its class and, if it is shown, the place of its image.
     *
     * @param node receives them
     * @param samples the samples of the points
     * @param neighbours the neighbours
     * @param className the name of a label
     * @param images the images of the figure with their places; equal images of several trials are there once
     */
    static void write(
            ObjectNode node,
            List<Integer> samples,
            SampleNeighbours neighbours,
            IntFunction<String> className,
            Map<String, Integer> images) {
        samples.forEach(node.putArray("samples")::add);
        ArrayNode lists = node.putArray("lists");
        Map<Integer, Integer> named = new TreeMap<>();
        for (int sample : samples) {
            List<Integer> nearest = neighbours.points().neighbours().getOrDefault(sample, List.of());
            nearest.forEach(lists.addArray()::add);
            named.put(sample, neighbours.labels().get(sample));
            nearest.forEach(other -> named.put(other, neighbours.labels().get(other)));
        }
        ObjectNode known = node.putObject("known");
        named.forEach((sample, label) -> {
            ArrayNode entry = known.putArray(Integer.toString(sample)).add(className.apply(label));
            String image = neighbours.points().images().get(sample);
            if (image != null) {
                entry.add(images.computeIfAbsent(image, unseen -> images.size()));
            }
        });
    }
}
