package org.metricloss.datasets.embeddings;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Converts labels to numbers. If all labels are numbers, they are equal if their values are equal, so 1, 01 and 1.0 are
 * one class. If all of them are whole numbers of 32 bits, they keep their values. Otherwise labels are numbered in
 * ascending order. Labels that are not all numbers are compared as text.
 */
final class Labels {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(?:[0-9]{1,40}(?:\\.[0-9]{0,40})?|\\.[0-9]{1,40})(?:[eE][-+]?[0-9]{1,3})?");

    private Labels() {}

    /**
     * {@return the labels of each part as numbers; equal labels have equal numbers in all parts}
     *
     * @param parts the labels of some parts, as text without blanks at either end
     */
    static List<int[]> numbers(List<List<String>> parts) {
        Collection<String> distinct = new TreeSet<>();
        parts.forEach(distinct::addAll);
        if (!distinct.stream().allMatch(Labels::isNumber)) {
            return numbered(parts, distinct, label -> label);
        }
        List<BigDecimal> values = distinct.stream().map(BigDecimal::new).toList();
        if (!values.stream().allMatch(Labels::isInt)) {
            return numbered(parts, distinct, BigDecimal::new);
        }
        return parts.stream()
                .map(part -> part.stream()
                        .mapToInt(label -> new BigDecimal(label).intValueExact())
                        .toArray())
                .toList();
    }

    /**
     * {@return the labels of each part as names of classes: if all labels of all parts are numbers, equal values have equal
     * names, such as 1 for 1, 01 and 1.0}
     *
     * @param parts the labels of some parts, as text without blanks at either end
     */
    static List<List<String>> names(List<List<String>> parts) {
        Map<String, String> names = new HashMap<>();
        parts.forEach(part -> part.forEach(label -> names.put(label, label)));
        if (names.keySet().stream().allMatch(Labels::isNumber)) {
            names.replaceAll(
                    (label, same) -> new BigDecimal(label).stripTrailingZeros().toPlainString());
        }
        return parts.stream()
                .map(part -> part.stream().map(names::get).toList())
                .toList();
    }

    /** {@return different names in ascending order: by value if all are numbers, otherwise as text} */
    static List<String> sorted(Collection<String> names) {
        boolean numbers = names.stream().allMatch(Labels::isNumber);
        return names.stream()
                .sorted(numbers ? Comparator.comparing(BigDecimal::new) : Comparator.naturalOrder())
                .toList();
    }

    /** {@return whether a label is a decimal number} */
    static boolean isNumber(String label) {
        return NUMBER.matcher(label).matches();
    }

    /** {@return whether a label is a number that is not whole} */
    static boolean isFraction(String label) {
        return isNumber(label) && new BigDecimal(label).stripTrailingZeros().scale() > 0;
    }

    private static boolean isInt(BigDecimal value) {
        try {
            value.intValueExact();
            return true;
        } catch (ArithmeticException fractionOrTooLarge) {
            return false;
        }
    }

    private static <K extends Comparable<K>> List<int[]> numbered(
            List<List<String>> parts, Collection<String> distinct, Function<String, K> key) {
        TreeMap<K, Integer> numbers = new TreeMap<>();
        distinct.forEach(label -> numbers.put(key.apply(label), 0));
        int next = 0;
        for (K each : numbers.keySet()) {
            numbers.put(each, next++);
        }
        return parts.stream()
                .map(part -> part.stream()
                        .mapToInt(label -> numbers.get(key.apply(label)))
                        .toArray())
                .toList();
    }
}
