package org.metricloss.experiments.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads a YAML text into a tree. Refuses constructs through which a short text can mean something large or surprising:
 * anchors and aliases, tags, a second document, duplicate keys and deep nesting.
 */
public final class YamlReader {
    /** The greatest depth to which lists and mappings may nest. */
    public static final int MAX_DEPTH = 32;

    private final Source source;
    private final Parser parser;
    private Location reached;

    private YamlReader(Source source, String text) {
        this.source = source;
        this.reached = source.at(1, 1);
        this.parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
    }

    /**
     * {@return the one document of the text; empty for an empty text}
     *
     * @param source where the text is from
     * @param text the text
     * @throws ExperimentFileException if the text is not such a document
     */
    public static YamlNode read(Source source, String text) {
        SourceText.requirePrintable(source, text);
        return new YamlReader(source, text).document();
    }

    private YamlNode document() {
        next(); // The stream's start.
        if (next().is(Event.ID.StreamEnd)) {
            return new YamlNode.Scalar(source.at(1, 1), "", ScalarType.NOTHING);
        }
        YamlNode root = node(next(), 0);
        next(); // The document's end.
        Event end = next();
        if (!end.is(Event.ID.StreamEnd)) {
            throw at(end.getStartMark()).refused("a second document begins here; only one is allowed");
        }
        return root;
    }

    private YamlNode node(Event event, int depth) {
        Location location = at(event.getStartMark());
        requireNoAnchorOrTag(event, location);
        if (event instanceof ScalarEvent scalar) {
            ScalarType type = scalar.isPlain() ? ScalarType.ofPlain(scalar.getValue()) : ScalarType.QUOTED;
            return new YamlNode.Scalar(location, scalar.getValue(), type);
        }
        if (depth == MAX_DEPTH) {
            throw location.refused("nested too deeply: at most %s levels are allowed".formatted(MAX_DEPTH));
        }
        if (event instanceof SequenceStartEvent) {
            return sequence(location, depth);
        }
        if (event instanceof MappingStartEvent) {
            return mapping(location, depth);
        }
        throw new IllegalStateException("no node begins with " + event);
    }

    private YamlNode sequence(Location location, int depth) {
        List<YamlNode> elements = new ArrayList<>();
        for (Event event = next(); !event.is(Event.ID.SequenceEnd); event = next()) {
            elements.add(node(event, depth + 1));
        }
        return new YamlNode.Sequence(location, elements);
    }

    private YamlNode mapping(Location location, int depth) {
        Map<String, YamlNode.Mapping.Entry> entries = new LinkedHashMap<>();
        for (Event event = next(); !event.is(Event.ID.MappingEnd); event = next()) {
            Location keyLocation = at(event.getStartMark());
            String key = key(event, keyLocation);
            YamlNode.Mapping.Entry first =
                    entries.putIfAbsent(key, new YamlNode.Mapping.Entry(keyLocation, node(next(), depth + 1)));
            if (first != null) {
                throw keyLocation.refused("key '%s' appears twice; first at line %s, column %s"
                        .formatted(
                                OneLine.clipped(key),
                                first.key().line(),
                                first.key().column()));
            }
        }
        return new YamlNode.Mapping(location, entries);
    }

    private static String key(Event event, Location location) {
        requireNoAnchorOrTag(event, location);
        if (!(event instanceof ScalarEvent scalar) || scalar.getValue().isEmpty()) {
            throw location.refused("a key must be a name");
        }
        return scalar.getValue();
    }

    private static void requireNoAnchorOrTag(Event event, Location location) {
        if (event instanceof AliasEvent alias) {
            throw location.refused("aliases are not allowed, got *%s; write the value out"
                    .formatted(OneLine.clipped(alias.getAnchor())));
        }
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            throw location.refused("anchors are not allowed, got &%s; write the value out where it is needed"
                    .formatted(OneLine.clipped(node.getAnchor())));
        }
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
        if (tag != null) {
            throw location.refused("tags are not allowed, got %s".formatted(OneLine.clipped(tag)));
        }
    }

    private Event next() {
        try {
            Event event = parser.getEvent();
            reached = at(event.getEndMark());
            return event;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
            throw at(mark).refused("not valid YAML: " + e.getProblem(), e);
        } catch (YAMLException | IllegalArgumentException e) {
            // SnakeYAML does not catch exceptions of Integer.parseInt, for example for the escape \UFFFFFFFF.
            throw reached.refused("not valid YAML after this: " + e.getMessage(), e);
        }
    }

    private Location at(Mark mark) {
        return source.at(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
