package org.metricloss.experiments.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Creates nodes that were not read from a text. */
public final class Nodes {
    private static final Location NOWHERE = Source.file("the experiment").at(1, 1);

    private Nodes() {}

    /** {@return the number, with the fewest digits that read back to the same number} */
    public static YamlNode number(double number) {
        return new YamlNode.Scalar(NOWHERE, Numbers.written(number), ScalarType.NUMBER);
    }

    /** {@return the number} */
    public static YamlNode number(long number) {
        return new YamlNode.Scalar(NOWHERE, Long.toString(number), ScalarType.NUMBER);
    }

    /** {@return true or false} */
    public static YamlNode flag(boolean flag) {
        return new YamlNode.Scalar(NOWHERE, String.valueOf(flag), ScalarType.FLAG);
    }

    /** {@return the text} */
    public static YamlNode text(String text) {
        return new YamlNode.Scalar(NOWHERE, text, ScalarType.QUOTED);
    }

    /** {@return the scalar that this spelling means without quotes: a number, true or false, or otherwise a word} */
    public static YamlNode plain(String spelling) {
        ScalarType type = ScalarType.ofPlain(spelling);
        return type == ScalarType.NUMBER || type == ScalarType.FLAG
                ? new YamlNode.Scalar(NOWHERE, spelling, type)
                : text(spelling);
    }

    /** {@return a loss's parameter as it is spelled in files: a list in brackets, or what {@link #plain} makes of it} */
    private static YamlNode parameter(String spelling) {
        return spelling.startsWith("[") ? YamlReader.read(Source.file("the experiment"), spelling) : plain(spelling);
    }

    /** {@return a loss's parameters by name; each type follows from the spelling alone} */
    public static YamlNode.Mapping parameters(Map<String, String> spellings) {
        return mapping(
                spellings.entrySet().stream().map(entry -> Map.entry(entry.getKey(), parameter(entry.getValue()))));
    }

    /** {@return the list} */
    public static YamlNode list(Stream<YamlNode> elements) {
        return new YamlNode.Sequence(NOWHERE, elements.toList());
    }

    /** {@return the list} */
    public static YamlNode list(List<Integer> numbers) {
        return list(numbers.stream().map(Nodes::number));
    }

    /** {@return the mapping, in the order of the entries} */
    public static YamlNode.Mapping mapping(Stream<Map.Entry<String, YamlNode>> entries) {
        Map<String, YamlNode.Mapping.Entry> mapping = new LinkedHashMap<>();
        entries.forEach(entry -> mapping.put(entry.getKey(), new YamlNode.Mapping.Entry(NOWHERE, entry.getValue())));
        return new YamlNode.Mapping(NOWHERE, mapping);
    }
}
