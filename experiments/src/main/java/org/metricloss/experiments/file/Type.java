package org.metricloss.experiments.file;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metricloss.core.loss.Range;

/**
 * A type of values in experiment files: how a value is read, how it is written, and how the documentation describes it.
 * Reading the result of {@link #written} returns an equal value.
 *
 * @param <V> the type of the values
 */
public interface Type<V> {
    /**
     * {@return the value}
     *
     * @param value the part of the file
     * @throws ExperimentFileException if it is not of this type
     */
    V read(Value value);

    /**
     * {@return the value as it is written in a file}
     *
     * @param value a value
     */
    YamlNode written(V value);

    /** {@return the allowed values, in words that follow "must be"} */
    String allowed();

    /**
     * {@return values as they are written in files: at least two different ones, unless the type has only one value or
     * is a mapping; none if the allowed values depend on the rest of the file}
     */
    List<String> examples();

    /** {@return the mappings that a value is written as, or that it contains; most types have none} */
    default List<Block<?>> blocks() {
        return List.of();
    }

    /**
     * {@return a type that is read and written by these functions}
     *
     * @param allowed the allowed values, in words that follow "must be"
     * @param examples values as they are written in files
     * @param read reads a value
     * @param written writes a value
     * @param <V> the type of the values
     */
    static <V> Type<V> of(
            String allowed, List<String> examples, Function<Value, V> read, Function<V, YamlNode> written) {
        return new Simple<>(allowed, examples, List.of(), read, written);
    }

    /**
     * {@return a type whose values can only be read together with the rest of the file, by the reader of the whole
     * file}
     *
     * @param allowed the allowed values, in words that follow "must be"
     * @param blocks the mappings that a value contains
     * @param written writes a value
     * @param <V> the type of the values
     */
    static <V> Type<V> inContext(String allowed, List<Block<?>> blocks, Function<V, YamlNode> written) {
        return new Simple<>(allowed, List.of(), blocks, Block::refuseAlone, written);
    }

    /** {@return whole numbers from low to high, both included} */
    static Type<Integer> integer(int low, int high) {
        String allowed = high == Integer.MAX_VALUE
                ? "a whole number >= " + low
                : "a whole number in [%s, %s]".formatted(low, high);
        return of(allowed, numbers(low, high), value -> value.integer(low, high), Nodes::number);
    }

    /** {@return whole numbers of at most 64 bits} */
    static Type<Long> wholeNumber() {
        return of("a whole number", List.of("17", "18"), Value::wholeNumber, Nodes::number);
    }

    /** {@return the numbers of a range} */
    static Type<Double> number(Range range) {
        return number(range, range.toString());
    }

    /**
     * {@return the numbers of a range}
     *
     * @param range the range
     * @param allowed the range in words that follow "must be"
     */
    static Type<Double> number(Range range, String allowed) {
        List<String> examples = Stream.of(0.25, 0.5, 0.125, 0.0, 1.0, 2.0)
                .filter(range::contains)
                .map(Numbers::written)
                .toList();
        return of(allowed, examples, value -> value.number(range, allowed), Nodes::number);
    }

    /** {@return true and false} */
    static Type<Boolean> flag() {
        return of("true or false", List.of("true", "false"), Value::flag, Nodes::flag);
    }

    /**
     * {@return the constants of an enum}
     *
     * @param type the enum
     * @param <E> the type of the enum
     */
    static <E extends Enum<E>> Type<E> choice(Class<E> type) {
        List<String> names = Choices.written(type);
        return of(oneOf(names), names, value -> value.choice(type), constant -> Nodes.text(Choices.written(constant)));
    }

    /**
     * {@return the names of a collection}
     *
     * @param kind the noun for messages, such as "loss"
     * @param names the names
     */
    static Type<String> oneOf(String kind, Collection<String> names) {
        return of(oneOf(names), List.copyOf(names), value -> value.oneOf(kind, names), Nodes::text);
    }

    /**
     * {@return the texts that a predicate allows}
     *
     * @param isAllowed whether a text is allowed
     * @param allowed the allowed values, in words that follow "must be"
     */
    static Type<String> text(Predicate<String> isAllowed, String allowed) {
        return of(allowed, List.of("one", "two"), value -> value.text(isAllowed, allowed), Nodes::text);
    }

    /**
     * {@return lists of at least one element, each element once}
     *
     * @param elements the noun for the elements, in the plural
     * @param element the type of the elements
     * @param <V> the type of the elements
     */
    static <V> Type<List<V>> distinct(String elements, Type<V> element) {
        return of(
                "a list of %s, each %s".formatted(elements, element.allowed()),
                element.examples().stream().map("[%s]"::formatted).toList(),
                value -> value.distinctElements(element::read),
                list -> Nodes.list(list.stream().map(element::written)));
    }

    /**
     * {@return mappings that may also be written as one word}
     *
     * @param allowed the allowed values, in words that follow "must be"
     * @param block the mapping
     * @param word reads a value that is not a mapping: text
     * @param <V> the type that the mapping describes
     */
    static <V> Type<V> orWord(String allowed, Block<V> block, Function<Value, V> word) {
        return new Simple<>(
                allowed,
                block.examples(),
                block.blocks(),
                value -> {
                    if (value.isMapping()) {
                        return block.read(value);
                    }
                    value.requireText(allowed);
                    return word.apply(value);
                },
                block::written);
    }

    private static String oneOf(Collection<String> names) {
        return names.size() == 1
                ? names.iterator().next()
                : "one of " + names.stream().collect(Collectors.joining(", "));
    }

    private static List<String> numbers(int low, int high) {
        return Stream.of(low, low + 1, 64, 128)
                .filter(number -> low <= number && number <= high)
                .map(number -> Integer.toString(number))
                .toList();
    }

    /** A type that consists of its parts. */
    record Simple<V>(
            String allowed,
            List<String> examples,
            List<Block<?>> blocks,
            Function<Value, V> reader,
            Function<V, YamlNode> writer)
            implements Type<V> {
        @Override
        public V read(Value value) {
            return reader.apply(value);
        }

        @Override
        public YamlNode written(V value) {
            return writer.apply(value);
        }
    }
}
