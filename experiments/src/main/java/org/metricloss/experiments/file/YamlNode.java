package org.metricloss.experiments.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of a YAML text that knows its place. Instances are immutable. */
public sealed interface YamlNode {
    /** {@return where the part begins} */
    public Location location();

    /** {@return the part in a few words, for messages} */
    public String shown();

    /**
     * A word, number or quoted text.
     *
     * @param location where it begins
     * @param text its content, without quotes
     * @param type its type
     */
    record Scalar(Location location, String text, ScalarType type) implements YamlNode {
        @Override
        public String shown() {
            return switch (type) {
                case NOTHING -> "nothing";
                case QUOTED -> '"' + OneLine.clipped(text) + '"';
                case NUMBER, FLAG, WORD -> OneLine.clipped(text);
            };
        }
    }

    /**
     * A list.
     *
     * @param location where it begins
     * @param elements its elements
     */
    record Sequence(Location location, List<YamlNode> elements) implements YamlNode {
        /** Copies the list. */
        public Sequence {
            elements = List.copyOf(elements);
        }

        @Override
        public String shown() {
            return "a list";
        }
    }

    /**
     * A mapping of names to parts, in the file's order.
     *
     * @param location where it begins
     * @param entries its entries by name
     */
    record Mapping(Location location, Map<String, Entry> entries) implements YamlNode {
        /**
         * One line of a mapping.
         *
         * @param key the place of the name
         * @param value the named part
         */
        public record Entry(Location key, YamlNode value) {}

        /** Copies the map, in order. */
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String shown() {
            return "a mapping";
        }

        /** {@return this mapping with that entry; an existing name keeps its position} */
        public Mapping with(String name, Location key, YamlNode value) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.merge(name, new Entry(key, value), (old, added) -> new Entry(old.key(), value));
            return new Mapping(location, changed);
        }

        /** {@return this mapping and the entries of another, which replace entries of the same name} */
        public Mapping and(Mapping other) {
            Map<String, Entry> all = new LinkedHashMap<>(entries);
            all.putAll(other.entries);
            return new Mapping(location, all);
        }

        /** {@return this mapping without that entry, if it has one} */
        public Mapping without(String name) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.remove(name);
            return new Mapping(location, changed);
        }
    }
}
