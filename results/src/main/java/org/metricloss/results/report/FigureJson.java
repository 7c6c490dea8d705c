package org.metricloss.results.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.AxisRange;
import org.metricloss.results.figure.BarChart;
import org.metricloss.results.figure.EmbeddingPanels;
import org.metricloss.results.figure.EmbeddingPlane;
import org.metricloss.results.figure.EmbeddingRow;
import org.metricloss.results.figure.EmbeddingView;
import org.metricloss.results.figure.Figure;
import org.metricloss.results.figure.HeatMap;
import org.metricloss.results.figure.ImageStrip;
import org.metricloss.results.figure.NeighbourGallery;
import org.metricloss.results.figure.PlanePoint;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyChoice;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.record.AugmentedRecord;
import org.metricloss.results.record.GalleryRecord;
import org.metricloss.results.statistics.Interval;

/**
 * Converts figures to the JSON that the page's script reads. Numbers have nine significant digits, so that the page
 * rounds them as the tables do. Points of embeddings are quantised, see {@link QuantisedPoints}.
 */
final class FigureJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final MathContext DIGITS = new MathContext(9);

    private FigureJson() {}

    /** Returns JSON that is safe in a script element: it contains no character with a meaning in HTML. */
    static String of(List<Figure> figures) {
        ArrayNode array = NODES.arrayNode();
        figures.forEach(figure -> array.add(figure(figure)));
        try {
            return new ObjectMapper()
                    .writeValueAsString(array)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode figure(Figure figure) {
        ObjectNode node = NODES.objectNode().put("id", figure.id()).put("title", figure.title());
        if (figure instanceof XyChart chart) {
            xy(node.put("kind", "xy"), chart);
        } else if (figure instanceof XyChoice choice) {
            ArrayNode variants = node.put("kind", "choice").putArray("variants");
            choice.variants()
                    .forEach(chart -> xy(
                            variants.addObject().put("title", chart.title()).put("caption", chart.caption()), chart));
        } else if (figure instanceof BarChart chart) {
            bars(node.put("kind", "bars"), chart);
        } else if (figure instanceof HeatMap map) {
            heat(node.put("kind", "heat"), map);
        } else if (figure instanceof EmbeddingPanels embeddings) {
            embeddings(node.put("kind", "embeddings"), embeddings.epochs(), embeddings.rows(), true);
        } else if (figure instanceof EmbeddingRow row) {
            List<Integer> epochs = List.of(row.cells().get(0).frames().get(0).epoch());
            embeddings(node.put("kind", "embeddings"), epochs, row.cells(), false);
        } else if (figure instanceof NeighbourGallery gallery) {
            gallery(node.put("kind", "gallery"), gallery);
        } else if (figure instanceof ImageStrip strip) {
            strip(node.put("kind", "strip"), strip);
        } else {
            throw new IllegalArgumentException("no way to draw " + figure.getClass());
        }
        return node;
    }

    private static void gallery(ObjectNode node, NeighbourGallery figure) {
        ArrayNode groups = node.putArray("groups");
        for (NeighbourGallery.Group group : figure.groups()) {
            ObjectNode object = groups.addObject().put("name", group.name()).put("detail", group.detail());
            group.gallery().images().forEach(object.putArray("images")::add);
            ArrayNode queries = object.putArray("queries");
            for (GalleryRecord.Query query : group.gallery().queries()) {
                ObjectNode at = queries.addObject();
                at.set("query", item(query.query()));
                ArrayNode neighbours = at.putArray("neighbours");
                query.neighbours().forEach(neighbour -> neighbours.add(item(neighbour)));
            }
        }
    }

    private static void strip(ObjectNode node, ImageStrip figure) {
        ArrayNode rows = node.putArray("rows");
        for (AugmentedRecord.Row row : figure.rows()) {
            ObjectNode at = rows.addObject().put("name", row.className()).put("original", row.original());
            row.versions().forEach(at.putArray("versions")::add);
        }
    }

    private static ObjectNode item(GalleryRecord.Item item) {
        return NODES.objectNode()
                .put("image", item.image())
                .put("sample", item.sample())
                .put("name", item.className())
                .put("distance", rounded(item.distance()));
    }

    private static void xy(ObjectNode node, XyChart chart) {
        node.set("x", axis(chart.x(), chart.xRange()));
        node.set("y", axis(chart.y(), chart.yRange()));
        ArrayNode all = node.putArray("series");
        for (XySeries series : chart.series()) {
            ArrayNode points = all.addObject()
                    .put("name", series.name())
                    .put("style", series.style())
                    .put("mark", series.mark().name())
                    .putArray("points");
            for (XyPoint point : series.points()) {
                addTrimmed(
                        points.addArray().add(rounded(point.x())).add(rounded(point.y())),
                        List.of(
                                interval(point.yInterval()),
                                interval(point.xInterval()),
                                values(point.yFew()),
                                values(point.xFew())));
            }
        }
    }

    /** Adds arrays, except empty ones at the end. */
    private static void addTrimmed(ArrayNode to, List<ArrayNode> arrays) {
        int count = arrays.size();
        while (count > 0 && arrays.get(count - 1).isEmpty()) {
            count--;
        }
        arrays.subList(0, count).forEach(to::add);
    }

    private static void bars(ObjectNode node, BarChart chart) {
        node.set("axis", axis(chart.axis(), chart.range()));
        chart.categories().forEach(node.putArray("categories")::add);
        ArrayNode parts = node.putArray("parts");
        for (BarChart.Part part : chart.parts()) {
            ArrayNode bars = parts.addObject()
                    .put("name", part.name())
                    .put("style", part.style())
                    .putArray("bars");
            for (Optional<BarChart.Bar> bar : part.bars()) {
                if (bar.isPresent()) {
                    addTrimmed(
                            bars.addArray().add(rounded(bar.get().length())),
                            List.of(
                                    interval(bar.get().interval()),
                                    values(bar.get().few())));
                } else {
                    bars.addNull();
                }
            }
        }
    }

    /** Writes each cell as its value, how dark it is, and 1 if it is right; null without a value. */
    private static void heat(ObjectNode node, HeatMap map) {
        node.put("rowTitle", map.rowTitle()).put("columnTitle", map.columnTitle());
        map.rows().forEach(node.putArray("rows")::add);
        map.columns().forEach(node.putArray("columns")::add);
        ArrayNode cells = node.putArray("cells");
        for (int row = 0; row < map.rows().size(); row++) {
            ArrayNode line = cells.addArray();
            for (int column = 0; column < map.columns().size(); column++) {
                Optional<Double> value = map.cells().get(row).get(column);
                if (value.isPresent()) {
                    line.addArray()
                            .add(rounded(value.get()))
                            .add(rounded(map.shade(row, column).orElseThrow()))
                            .add(map.isRight(row, column) ? 1 : 0);
                } else {
                    line.addNull();
                }
            }
        }
    }

    private static void embeddings(
            ObjectNode node, List<Integer> epochs, List<EmbeddingPanels.Strip> shown, boolean training) {
        epochs.forEach(node.putArray("epochs")::add);
        List<Integer> labels = shown.stream()
                .flatMap(row -> row.frames().get(0).view().shownClasses().stream())
                .distinct()
                .sorted()
                .toList();
        labels.forEach(label -> node.withArray("classes").add(EmbeddingPanels.Strip.className(shown, label)));
        EmbeddingPanels.Strip.undrawn(shown).ifPresent(words -> node.put("note", words));
        Map<String, Integer> images = new LinkedHashMap<>();
        ArrayNode rows = node.putArray("rows");
        for (EmbeddingPanels.Strip row : shown) {
            ObjectNode object = rows.addObject().put("name", row.name()).put("detail", row.detail());
            EmbeddingPlane plane = row.frames().get(0).view().plane();
            object.putArray("axes").add(plane.axisTitle(0)).add(plane.axisTitle(1));
            object.putArray("origin").add(rounded(plane.origin()[0])).add(rounded(plane.origin()[1]));
            if (training) {
                object.set("train", panel(row, row.trainSamples(), EmbeddingView::train, labels));
            }
            object.set("test", panel(row, row.testSamples(), EmbeddingView::test, labels));
            ArrayNode frames = object.putArray("frames");
            for (EmbeddingPanels.Frame frame : row.frames()) {
                ObjectNode at = frames.addObject().put("epoch", frame.epoch());
                at.set("centers", points(frame.view().centers(), labels));
                at.set("directions", points(frame.view().directions(), labels));
            }
            row.neighbours()
                    .ifPresent(neighbours -> NeighbourJson.write(
                            object.putObject("near"),
                            row.frames().get(0).view().testSamples(),
                            neighbours,
                            label -> EmbeddingPanels.Strip.className(shown, label),
                            images));
        }
        images.keySet().forEach(node.putArray("images")::add);
    }

    private static ObjectNode panel(
            EmbeddingPanels.Strip row,
            int samples,
            Function<EmbeddingView, List<PlanePoint>> part,
            List<Integer> labels) {
        ObjectNode node = NODES.objectNode().put("samples", samples);
        node.put(
                "classes",
                QuantisedPoints.classes(part.apply(row.frames().get(0).view()), labels));
        ArrayNode frames = node.putArray("frames");
        for (EmbeddingPanels.Frame frame : row.frames()) {
            QuantisedPoints quantised = QuantisedPoints.of(part.apply(frame.view()));
            ArrayNode range = frames.addObject().put("points", quantised.text()).putArray("range");
            for (double bound : quantised.range()) {
                range.add(rounded(bound));
            }
        }
        return node;
    }

    /** Writes each point as x, y and the index of its class. */
    private static ArrayNode points(List<PlanePoint> points, List<Integer> labels) {
        ArrayNode array = NODES.arrayNode();
        for (PlanePoint point : points) {
            array.addArray().add(rounded(point.x())).add(rounded(point.y())).add(labels.indexOf(point.label()));
        }
        return array;
    }

    private static ObjectNode axis(Axis axis, AxisRange range) {
        ObjectNode node = NODES.objectNode().put("title", axis.label()).put("log", axis.scale() == Axis.Scale.LOG);
        node.put("from", rounded(range.low())).put("to", rounded(range.high()));
        node.put("decimals", axis.digits() == Axis.Digits.DECIMALS);
        if (Double.isFinite(axis.low())) {
            node.put("low", axis.low());
        }
        if (Double.isFinite(axis.high())) {
            node.put("high", axis.high());
        }
        return node;
    }

    private static ArrayNode interval(Optional<Interval> interval) {
        ArrayNode ends = NODES.arrayNode();
        interval.ifPresent(present -> ends.add(rounded(present.low())).add(rounded(present.high())));
        return ends;
    }

    private static ArrayNode values(List<Double> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(value -> array.add(rounded(value)));
        return array;
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }
}
