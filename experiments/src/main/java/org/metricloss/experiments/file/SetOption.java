package org.metricloss.experiments.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An override from the command line, {@code path=value}. The path's steps are separated by dots: keys of mappings, with
 * quotes around a key that itself contains a dot or an equals sign, and indices of lists, from 0. The value is YAML;
 * {@code path=} without a value removes the part that the path names.
 */
public final class SetOption {
    private static final int MAX_STEPS = YamlReader.MAX_DEPTH;

    /** One step of a path: a key or an index, and where it is written. */
    private record Step(String key, boolean quoted, Location location) {}

    private static final Pattern IN_BRACKETS = Pattern.compile("(.+?)\\[([0-9]+)]");

    private final List<Step> path;
    private final Optional<YamlNode> value;

    private SetOption(List<Step> path, Optional<YamlNode> value) {
        this.path = path;
        this.value = value;
    }

    /**
     * {@return the override}
     *
     * @param option what follows {@code --set}
     * @throws ExperimentFileException if it is not of the form path=value
     */
    public static SetOption parse(String option) {
        if (option.length() > SourceText.MAX_BYTES) {
            throw Source.option(option, 0).at(1, 1).refused("the option is too long");
        }
        if (option.chars().anyMatch(Character::isISOControl)) {
            throw Source.option(option, 0)
                    .at(1, 1)
                    .refused("an option must not contain line breaks or control characters");
        }
        List<Step> path = new ArrayList<>();
        int at = 0;
        do {
            int end = endOfStep(option, at);
            String written = option.substring(at, end);
            String key = unquoted(written);
            Location location = location(option, at);
            if (key.isEmpty()) {
                throw location.refused("expected path=value, as in budget.epochs=5, but a part of the path is empty");
            }
            path.add(new Step(key, !key.equals(written), location));
            at = end + 1;
        } while (option.charAt(at - 1) == '.');
        if (path.size() > MAX_STEPS) {
            throw location(option, 0)
                    .refused("the path has %s steps; at most %s are allowed".formatted(path.size(), MAX_STEPS));
        }
        int columns = option.codePointCount(0, at);
        String value = option.substring(at);
        return new SetOption(
                path,
                value.isBlank()
                        ? Optional.empty()
                        : Optional.of(YamlReader.read(Source.option(option, columns), value)));
    }

    /**
     * Creates an override from a path that is written in a file.
     *
     * @param location the place of the path
     * @param path the path, as before the equals sign of an option
     * @param value the value
     * @return the override; an invalid path is refused at that place
     * @throws ExperimentFileException if the text is not a valid path
     */
    public static SetOption at(Location location, String path, YamlNode value) {
        try {
            List<Step> steps = parse(path + "=0").path.stream()
                    .map(step -> new Step(step.key(), step.quoted(), location))
                    .toList();
            return new SetOption(steps, Optional.of(value));
        } catch (ExperimentFileException refused) {
            throw location.refused(
                    "'%s' is not a path such as optimizer.learningRate: %s"
                            .formatted(OneLine.clipped(path), refused.problem()),
                    refused);
        }
    }

    /** {@return the keys and indices of the path} */
    public List<String> steps() {
        return path.stream().map(Step::key).toList();
    }

    /**
     * {@return the tree with the value set, or removed; missing mappings along the path of a value are created}
     *
     * @param root the tree
     * @param shortForms for each top-level key whose mapping may be written as one word, the key that the word stands
     *     for
     * @throws ExperimentFileException if the path leads through a missing list element or a scalar, or if the part to
     *     remove is missing
     */
    public YamlNode applyTo(YamlNode root, Map<String, String> shortForms) {
        requireDots(root);
        return set(root, 0, shortForms);
    }

    private YamlNode set(YamlNode node, int depth, Map<String, String> shortForms) {
        if (depth == path.size()) {
            return value.orElseThrow();
        }
        if (depth == path.size() - 1 && value.isEmpty()) {
            return removed(node, depth);
        }
        Step step = path.get(depth);
        if (node instanceof YamlNode.Mapping mapping) {
            YamlNode.Mapping.Entry entry = mapping.entries().get(step.key());
            YamlNode child = entry == null ? emptyMapping(step.location()) : entry.value();
            return mapping.with(step.key(), step.location(), set(child, depth + 1, shortForms));
        }
        if (node instanceof YamlNode.Sequence sequence) {
            int index = index(step, depth, sequence.elements().size());
            List<YamlNode> elements = new ArrayList<>(sequence.elements());
            elements.set(index, set(elements.get(index), depth + 1, shortForms));
            return new YamlNode.Sequence(sequence.location(), elements);
        }
        return set(expanded((YamlNode.Scalar) node, depth, shortForms), depth, shortForms);
    }

    private YamlNode removed(YamlNode node, int depth) {
        Step step = path.get(depth);
        if (node instanceof YamlNode.Sequence sequence) {
            List<YamlNode> elements = new ArrayList<>(sequence.elements());
            elements.remove(index(step, depth, elements.size()));
            return new YamlNode.Sequence(sequence.location(), elements);
        }
        if (node instanceof YamlNode.Mapping mapping && mapping.entries().containsKey(step.key())) {
            return mapping.without(step.key());
        }
        Set<String> keys =
                node instanceof YamlNode.Mapping mapping ? mapping.entries().keySet() : Set.of();
        throw step.location()
                .refused("there is no '%s' to remove; available: %s%s"
                        .formatted(
                                OneLine.clipped(step.key()),
                                keys.isEmpty() ? "nothing" : OneLine.list(keys),
                                Choices.didYouMean(step.key(), keys)));
    }

    /** Refuses an index in brackets, unless it is part of an existing key or is in quotes. */
    private void requireDots(YamlNode root) {
        YamlNode node = root;
        for (Step step : path) {
            if (!(node instanceof YamlNode.Mapping mapping)
                    || !mapping.entries().containsKey(step.key())) {
                if (!step.quoted() && IN_BRACKETS.matcher(step.key()).matches()) {
                    throw step.location()
                            .refused("elements of lists are addressed with dots: write %s".formatted(withDots(root)));
                }
                return;
            }
            node = mapping.entries().get(step.key()).value();
        }
    }

    /**
     * {@return the path with dots instead of brackets; it begins at the root even if the given path begins with a key
     * of one of the root's mappings}
     */
    private String withDots(YamlNode root) {
        List<String> steps = new ArrayList<>();
        for (Step step : path) {
            Matcher index = IN_BRACKETS.matcher(step.key());
            boolean isIndexed = index.matches();
            steps.add(isIndexed ? index.group(1) : step.key());
            if (isIndexed) {
                steps.add(index.group(2));
            }
        }
        if (root instanceof YamlNode.Mapping mapping && !mapping.entries().containsKey(steps.get(0))) {
            mapping.entries().entrySet().stream()
                    .filter(entry -> entry.getValue().value() instanceof YamlNode.Mapping part
                            && part.entries().containsKey(steps.get(0)))
                    .findFirst()
                    .ifPresent(entry -> steps.add(0, entry.getKey()));
        }
        return OneLine.clipped(steps.stream()
                .map(step -> step.matches(".*[.=].*") ? '"' + step + '"' : step)
                .collect(Collectors.joining(".")));
    }

    private YamlNode.Mapping expanded(YamlNode.Scalar scalar, int depth, Map<String, String> shortForms) {
        if (scalar.type() == ScalarType.NOTHING) {
            return emptyMapping(scalar.location());
        }
        String standsFor = depth == 1 ? shortForms.get(path.get(0).key()) : null;
        if (standsFor == null) {
            Step step = path.get(depth);
            throw step.location()
                    .refused("%s is %s, not a mapping: it has no part '%s'"
                            .formatted(path(depth), scalar.shown(), OneLine.clipped(step.key())));
        }
        return emptyMapping(scalar.location()).with(standsFor, scalar.location(), scalar);
    }

    private int index(Step step, int depth, int size) {
        String key = step.key();
        boolean isIndex = key.matches("[0-9]{1,9}");
        if (!isIndex || Integer.parseInt(key) >= size) {
            throw step.location()
                    .refused("%s is a list of %s: its parts are numbered from 0, got '%s'"
                            .formatted(path(depth), size, OneLine.clipped(key)));
        }
        return Integer.parseInt(key);
    }

    private String path(int steps) {
        return OneLine.clipped(
                String.join(".", path.subList(0, steps).stream().map(Step::key).toList()));
    }

    private static YamlNode.Mapping emptyMapping(Location location) {
        return new YamlNode.Mapping(location, Map.of());
    }

    /** Finds the dot or equals sign after the step that begins at a position. */
    private static int endOfStep(String option, int start) {
        int from = start;
        if (start < option.length() && isQuote(option.charAt(start))) {
            int closing = option.indexOf(option.charAt(start), start + 1);
            if (closing < 0) {
                throw location(option, start).refused("this quote is never closed");
            }
            from = closing + 1;
        }
        for (int end = from; end < option.length(); end++) {
            if (option.charAt(end) == '.' || option.charAt(end) == '=') {
                if (from > start && end > from) {
                    throw location(option, from).refused("expected a dot or an equals sign after the quote");
                }
                return end;
            }
        }
        throw location(option, 0).refused("expected path=value, as in budget.epochs=5");
    }

    private static String unquoted(String step) {
        return !step.isEmpty() && isQuote(step.charAt(0)) ? step.substring(1, step.length() - 1) : step;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private static Location location(String option, int index) {
        return Source.option(option, 0).at(1, option.codePointCount(0, Math.min(index, option.length())) + 1);
    }
}
