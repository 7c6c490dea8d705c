package org.metricloss.experiments.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.metricloss.core.loss.Range;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * A part of a file and its name in messages. It is read as the required type without conversion: 1.7 is not a whole
 * number, and "5" in quotes is not a number.
 *
 * @param name its name in messages
 * @param node the part
 */
public record Value(String name, YamlNode node) {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,19}");

    /** {@return the text, which has no line breaks or control characters} */
    public String text() {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            throw mustBe("text");
        }
        boolean needsQuotes = scalar.type() == ScalarType.NUMBER || scalar.type() == ScalarType.FLAG;
        if (needsQuotes) {
            throw mustBe("text", "; put it in quotes to keep it");
        }
        if (scalar.type() == ScalarType.NOTHING) {
            throw mustBe("text");
        }
        if (!scalar.text().codePoints().allMatch(c -> c >= ' ' && StreamReader.isPrintable(c))) {
            throw mustBe("text on one line without control characters");
        }
        return scalar.text();
    }

    /**
     * Refuses every value that is not text, with this description of what is allowed. It serves values that may be a
     * word or a value of another type.
     */
    public void requireText(String allowedInWords) {
        boolean text = node instanceof YamlNode.Scalar scalar
                && (scalar.type() == ScalarType.WORD || scalar.type() == ScalarType.QUOTED);
        if (!text) {
            throw mustBe(allowedInWords);
        }
    }

    /** {@return the text, if it is allowed} */
    public String text(Predicate<String> allowed, String allowedInWords) {
        String text = text();
        if (!allowed.test(text)) {
            throw mustBe(allowedInWords);
        }
        return text;
    }

    /** {@return the whole number, if low &lt;= number &lt;= high} */
    public int integer(int low, int high) {
        return (int) whole(low, high, "a whole number in [%s, %s]".formatted(low, high));
    }

    /** {@return the whole number, if it is in the range} */
    public int integer(Range range) {
        String allowed = "a whole number " + range;
        long number = whole(Integer.MIN_VALUE, Integer.MAX_VALUE, allowed);
        if (!range.contains(number)) {
            throw mustBe(allowed);
        }
        return (int) number;
    }

    /** {@return any whole number that fits a long} */
    public long wholeNumber() {
        return whole(Long.MIN_VALUE, Long.MAX_VALUE, "a whole number of at most 64 bits");
    }

    /** {@return whether this is written as a whole number, without point or exponent} */
    public boolean isWhole() {
        return node instanceof YamlNode.Scalar scalar
                && scalar.type() == ScalarType.NUMBER
                && WHOLE.matcher(scalar.text()).matches();
    }

    /** {@return the number, if it is in the range; never -0} */
    public double number(Range range) {
        return number(range, range.toString());
    }

    /** {@return the number, if it is in the range; never -0} */
    public double number(Range range, String rangeInWords) {
        if (node instanceof YamlNode.Scalar scalar && scalar.type() == ScalarType.NUMBER) {
            double number = Double.parseDouble(scalar.text());
            if (Double.isFinite(number) && range.contains(number)) {
                return number + 0.0;
            }
        }
        throw mustBe(rangeInWords);
    }

    /** {@return true or false} */
    public boolean flag() {
        if (node instanceof YamlNode.Scalar scalar && scalar.type() == ScalarType.FLAG) {
            return scalar.text().equals("true");
        }
        throw mustBe("true or false");
    }

    /** {@return the constant that is named} */
    public <E extends Enum<E>> E choice(Class<E> type) {
        List<String> names = Choices.written(type);
        String given = node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
        int index = names.indexOf(given);
        if (index < 0) {
            throw mustBe("one of " + OneLine.list(names), Choices.didYouMean(given, names));
        }
        return type.getEnumConstants()[index];
    }

    /**
     * {@return the name}
     *
     * @param kind the noun for messages, such as "loss"
     * @param available the allowed names
     */
    public String oneOf(String kind, Collection<String> available) {
        return oneOf(kind, available, "");
    }

    /**
     * {@return the name}
     *
     * @param kind the noun for messages, such as "loss"
     * @param available the allowed names
     * @param otherwise what a message says if no allowed name is similar
     */
    public String oneOf(String kind, Collection<String> available, String otherwise) {
        String given = text();
        if (!available.contains(given)) {
            String similar = Choices.didYouMean(given, available);
            throw refused("no %s '%s'; available: %s%s"
                    .formatted(
                            kind,
                            OneLine.clipped(given),
                            OneLine.list(available),
                            similar.isEmpty() ? otherwise : similar));
        }
        return given;
    }

    /** {@return the elements of a list, at least one} */
    public List<Value> elements() {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            throw mustBe("a list");
        }
        if (sequence.elements().isEmpty()) {
            throw refused("%s must not be empty".formatted(name));
        }
        List<Value> elements = new ArrayList<>();
        for (YamlNode element : sequence.elements()) {
            elements.add(new Value("%s[%s]".formatted(name, elements.size()), element));
        }
        return elements;
    }

    /** {@return the elements of a list, at least one, read by the reader; each once, in the given order} */
    public <T> List<T> distinctElements(Function<Value, T> reader) {
        Set<T> seen = new HashSet<>();
        return elements().stream()
                .map(element -> {
                    T read = reader.apply(element);
                    if (!seen.add(read)) {
                        throw element.refused("%s must not contain %s twice".formatted(name, read));
                    }
                    return read;
                })
                .toList();
    }

    /** {@return the mapping, with any keys} */
    public YamlNode.Mapping mapping() {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw mustBe("a mapping");
        }
        return mapping;
    }

    /** {@return the fields of a mapping; all other keys than these are refused} */
    public Fields fields(String... allowed) {
        return Fields.of(mapping(), List.of(allowed));
    }

    /** {@return whether this is a mapping} */
    public boolean isMapping() {
        return node instanceof YamlNode.Mapping;
    }

    /** {@return the exception that refuses this value} */
    public ExperimentFileException mustBe(String allowed) {
        return mustBe(allowed, "");
    }

    /** {@return the exception that refuses this value with a message of its own} */
    public ExperimentFileException refused(String problem) {
        return node.location().refused(problem);
    }

    private ExperimentFileException mustBe(String allowed, String hint) {
        return refused("%s must be %s, got %s%s".formatted(name, allowed, node.shown(), hint));
    }

    private long whole(long low, long high, String allowed) {
        if (isWhole()) {
            try {
                long number = Long.parseLong(((YamlNode.Scalar) node).text());
                if (low <= number && number <= high) {
                    return number;
                }
            } catch (NumberFormatException tooLarge) {
                throw mustBe(allowed);
            }
        }
        throw mustBe(allowed);
    }
}
