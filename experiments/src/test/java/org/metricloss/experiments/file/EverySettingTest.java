package org.metricloss.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.datasets.DatasetType;
import org.metricloss.experiments.cost.CostExperiment;
import org.metricloss.experiments.cost.CostSettings;
import org.metricloss.experiments.training.setting.Examples;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.training.setting.ExperimentSettings;

/**
 * Changes every setting that the descriptions know, one at a time: the canonical text, whose hash names runs, must change. A
 * new setting is found by its description; it fails here if the text does not state it.
 */
class EverySettingTest {
    private static final Available AVAILABLE = Available.onClassPath();
    private static final String COST = """
            study: cost
            name: small
            classes: [10]
            sizes: [64, 128]
            losses:
              center: {loss: center, sizes: [32]}
              pairs: {loss: contrastive}
            """;

    /** Values of settings that only the rest of the file tells the type of. */
    private static final Map<String, List<String>> IN_CONTEXT = Map.ofEntries(
            Map.entry("baseline", List.of("softmax", "triplet", "center", "pairs")),
            Map.entry("select", List.of("last", "best")),
            Map.entry("evaluation.pairs.count", List.of("400", "600")),
            Map.entry(
                    "objectives",
                    List.of("{softmax: [{loss: softmax}]}", "{softmax: [{loss: softmax}, {loss: center}]}")),
            Map.entry("objectives.triplet.0.loss", List.of("softmax", "center")),
            Map.entry(
                    "tune",
                    List.of(
                            "{trials: 2, ranges: {optimizer.momentum: {min: 0, max: 0.5}}}",
                            "{trials: 3, ranges: {optimizer.momentum: {min: 0, max: 0.5}}}")),
            Map.entry(
                    "tune.ranges",
                    List.of("{optimizer.momentum: {min: 0, max: 0.5}}", "{optimizer.momentum: {min: 0, max: 0.25}}")),
            Map.entry("objectives.triplet.0.memory.size", List.of("128", "4096")),
            Map.entry("losses", List.of("{center: {loss: center}}", "{center: {loss: softmax}}")),
            Map.entry("losses.pairs.loss", List.of("contrastive", "triplet")),
            Map.entry("losses.pairs.algorithms", List.of("[exact]", "[enumerate]", "{exact: [256]}")));

    /**
     * A setting in a file.
     *
     * @param path as {@code --set} takes it
     * @param bases what has to be set before; any of these
     * @param values values of the setting
     */
    private record Case(String path, List<List<String>> bases, List<String> values) {
        @Override
        public String toString() {
            return path;
        }
    }

    @ParameterizedTest
    @MethodSource("training")
    void anExperimentsTextChangesWithTheSetting(Case setting) {
        requireChange(
                setting,
                (base, option) -> Experiment.parse("test", triplets(), with(base, option), AVAILABLE)
                        .canonicalText());
    }

    @ParameterizedTest
    @MethodSource("cost")
    void aCostStudysTextChangesWithTheSetting(Case setting) {
        requireChange(
                setting,
                (base, option) -> CostExperiment.parse("test", COST, with(base, option), AVAILABLE)
                        .canonicalText());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void anExperimentsTextChangesWithTheLossParameter(Case parameter) {
        anExperimentsTextChangesWithTheSetting(parameter);
    }

    @Test
    void onlyTheseSettingsHaveASingleValue() {
        List<String> single =
                Stream.concat(all(training(), true), all(cost(), true)).toList();
        assertThat(single).containsExactlyInAnyOrder("study", "study");
        assertThat(all(training(), false)).hasSizeGreaterThan(80);
        assertThat(all(cost(), false)).hasSizeGreaterThan(15);
    }

    private static Stream<String> all(Stream<Case> cases, boolean single) {
        return cases.filter(each -> (each.values().size() == 1) == single).map(Case::path);
    }

    private static void requireChange(Case setting, BiFunction<List<String>, String, String> text) {
        if (setting.values().size() == 1) {
            return;
        }
        List<String> refusals = new ArrayList<>();
        for (List<String> base : setting.bases()) {
            Set<String> texts = new LinkedHashSet<>();
            for (String value : setting.values()) {
                try {
                    texts.add(text.apply(base, setting.path() + "=" + value));
                } catch (ExperimentFileException refused) {
                    refusals.add(refused.getMessage());
                }
            }
            if (texts.size() > 1) {
                return;
            }
        }
        assertThat(refusals)
                .as("no two of the values %s give different texts", setting.values())
                .isNull();
    }

    private static List<String> with(List<String> base, String option) {
        List<String> options = new ArrayList<>(base);
        options.add(option);
        return options;
    }

    private static String triplets() {
        return Examples.quickstart("mining: hard", "mining: all");
    }

    private static Stream<Case> training() {
        return cases(new ExperimentSettings(AVAILABLE).block(), "", List.of(List.of()));
    }

    private static Stream<Case> cost() {
        return cases(new CostSettings(AVAILABLE).block(), "", List.of(List.of(), List.of("classes=", "perClass=[1]")));
    }

    private static Stream<Case> losses() {
        return AVAILABLE.losses().all().stream()
                .flatMap(loss -> ParameterDescription.of(loss).stream().map(parameter -> parameter(loss, parameter)));
    }

    private static Case parameter(LossProvider loss, ParameterDescription parameter) {
        // As in "update: paper, batch-scaled or solver".
        String condition = parameter.condition().isEmpty()
                ? ""
                : ", " + parameter.condition().split(",| or ")[0];
        List<String> values = switch (parameter.type()) {
            case "flag" -> List.of("true", "false");
            case "choice" -> List.of(parameter.allowed().replace("one of ", "").split(", "));
            case ParameterDescription.CHOICE_BY_STEPS ->
                List.of("all", "hard", "[{until: 500, use: all}, {use: hard}]", "[{until: 9, use: all}, {use: hard}]");
            default -> List.of("0.25", "0.5", "1", "0", "2", "3", "30", "64");
        };
        String base = "objectives.triplet=[{loss: %s%s}]".formatted(loss.id(), condition);
        List<List<String>> bases = Stream.of("{size: 64}", "{pairs: 64}", "{triplets: 64}")
                .map(batch -> List.of("batch=" + batch, base))
                .toList();
        return new Case("objectives.triplet.0." + parameter.name(), bases, values);
    }

    private static Stream<Case> cases(Block<?> block, String prefix, List<List<String>> bases) {
        return block.settings().stream().flatMap(setting -> {
            String path = prefix + setting.name();
            Type<?> type = setting.type();
            List<String> values = IN_CONTEXT.getOrDefault(path, type.examples());
            Stream<Case> nested = type.blocks().stream().flatMap(inner -> inner(inner, path, bases));
            boolean itsKeysSayAll = values.size() < 2 && !type.blocks().isEmpty();
            List<List<String>> all = new ArrayList<>(bases);
            values.forEach(value -> all.addAll(alone(prefix, bases)));
            return itsKeysSayAll || setting.name().equals("type") && values.size() == 1
                    ? nested
                    : Stream.concat(Stream.of(new Case(path, all, values)), nested);
        });
    }

    /** Where other keys of the mapping exclude a setting, it stands alone. */
    private static List<List<String>> alone(String prefix, List<List<String>> bases) {
        return prefix.isEmpty()
                ? List.of()
                : List.of(with(bases.get(0), prefix.substring(0, prefix.length() - 1) + "={}"));
    }

    private static Stream<Case> inner(Block<?> block, String path, List<List<String>> bases) {
        List<String> outer = bases.get(0);
        return switch (path) {
            case "dataset" -> cases(block, "dataset.", datasets());
            case "dataset.file" ->
                cases(
                        block,
                        "dataset.file.",
                        Stream.of("{train: a, test: b}", "{train: a, query: b, gallery: c}")
                                .map(files -> List.of("dataset={type: vectors, file: %s}".formatted(files)))
                                .toList());
            case "network.layers" ->
                cases(
                        block,
                        "network.layers.0.%s.".formatted(block.title()),
                        List.of(List.of("network={layers: [{%s: %s}]}".formatted(block.title(), block.example()))));
            case "augment" ->
                cases(
                        block,
                        "augment.0.%s.".formatted(block.title()),
                        List.of(List.of("augment=[{%s: %s}]".formatted(block.title(), block.example()))));
            case "batch" ->
                cases(
                        block,
                        "batch.",
                        List.of(
                                with(outer, "batch=" + block.example()),
                                List.of("augment=[{flip: horizontal}]", "batch=" + block.example())));
            case "objectives" -> cases(block, "objectives.triplet.0.", List.of(List.of()));
            case "losses" -> cases(block, "losses.pairs.", List.of(List.of()));
            case "tune.ranges" ->
                cases(
                        block,
                        "tune.ranges.\"optimizer.learningRate\".",
                        Stream.of("{min: 0.005, max: 0.5, scale: log}", "{min: 1, max: 2}")
                                .map(range -> with(outer, "tune.ranges={optimizer.learningRate: %s}".formatted(range)))
                                .toList());
            case "equivalence" ->
                cases(block, path + ".", List.of(List.of("engines=[djl, tensorflow]", path + "=" + block.example())));
            default -> cases(block, path + ".", List.of(with(outer, path + "=" + block.example())));
        };
    }

    /** Which keys there are depends on the data set. */
    private static List<List<String>> datasets() {
        return AVAILABLE.datasets().stream()
                .map(DatasetType::name)
                .flatMap(type -> Stream.of(
                        "{type: %s}".formatted(type),
                        "{type: %s, dir: x}".formatted(type),
                        "{type: %s, file: x}".formatted(type),
                        "{type: %s, dir: x, resize: 300, crop: 1}".formatted(type),
                        "{type: %s, split: class}".formatted(type),
                        "{type: %s, normalize: standard, mean: [1], std: [1]}".formatted(type)))
                .map(dataset -> List.of("dataset=" + dataset))
                .toList();
    }
}
