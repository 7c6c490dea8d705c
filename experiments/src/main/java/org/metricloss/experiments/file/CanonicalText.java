package org.metricloss.experiments.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.stream.Collectors;

/**
 * Writes a tree as JSON, which is also valid YAML. The text is the same on every machine. Manifests store it, and its
 * hash is part of a run's name.
 */
public final class CanonicalText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CanonicalText() {}

    /** {@return the tree as text of several lines} */
    public static String of(YamlNode node) {
        // The line break is explicit: Jackson's default is the platform's line separator.
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(indenter);
        try {
            return MAPPER.writer(printer).writeValueAsString(json(node)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values cannot fail to be written", e);
        }
    }

    /** {@return the tree as a person would write it on one line} */
    static String inline(YamlNode node) {
        if (node instanceof YamlNode.Sequence list) {
            return list.elements().stream().map(CanonicalText::inline).collect(Collectors.joining(", ", "[", "]"));
        }
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping.entries().entrySet().stream()
                    .map(entry ->
                            entry.getKey() + ": " + inline(entry.getValue().value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return ((YamlNode.Scalar) node).text();
    }

    private static JsonNode json(YamlNode node) {
        if (node instanceof YamlNode.Sequence list) {
            ArrayNode json = JsonNodeFactory.instance.arrayNode();
            list.elements().forEach(element -> json.add(json(element)));
            return json;
        }
        if (node instanceof YamlNode.Mapping mapping) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            mapping.entries().forEach((key, entry) -> json.set(key, json(entry.value())));
            return json;
        }
        YamlNode.Scalar scalar = (YamlNode.Scalar) node;
        return switch (scalar.type()) {
            case NUMBER -> DecimalNode.valueOf(new BigDecimal(scalar.text()));
            case FLAG -> JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(scalar.text()));
            case NOTHING, WORD, QUOTED -> JsonNodeFactory.instance.textNode(scalar.text());
        };
    }
}
