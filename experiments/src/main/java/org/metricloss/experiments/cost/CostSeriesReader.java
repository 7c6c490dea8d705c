package org.metricloss.experiments.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.metricloss.core.loss.Algorithm;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.plugin.Registry;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Choices;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.LossParameters;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.OneLine;
import org.metricloss.experiments.file.ParameterDescription;
import org.metricloss.experiments.file.ScalarType;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;

/**
 * Reads one loss of a cost study, {@code {loss: triplet, margin: 0.2, algorithms: [exact, explicit], sizes: [...]}}, as
 * one series for each algorithm. {@code algorithms} may also be a mapping from each algorithm to its own sizes.
 */
final class CostSeriesReader {
    static final String EXPLICIT = "explicit";
    static final String ALGORITHM = "algorithm";

    private static final Setting<CostSeries, String> LOSS = Setting.required(
            "loss",
            Type.inContext("a loss", List.of(), Nodes::text),
            CostSeries::lossId,
            "The loss. `list losses` shows all losses; `list losses NAME` shows one with its parameters.");
    private static final Setting<CostSeries, CostSeries> ALGORITHMS = Setting.optional(
            "algorithms",
            Type.inContext(
                    "a list of exact, enumerate and explicit, or a mapping of each to its own sizes",
                    List.of(),
                    series -> Nodes.mapping(Stream.of(Map.entry(series.algorithm(), Nodes.list(series.sizes()))))),
            "the first that the loss has",
            series -> Optional.of(series).filter(each -> !each.algorithm().equals(CostSeries.DIRECT)),
            "How the loss is computed: in closed form on a batch (exact), over all tuples of a batch (enumerate), or over"
                    + " listed tuples that go through the network (explicit).");
    private static final Setting<CostSeries, List<Integer>> SIZES = Setting.optional(
            "sizes",
            Type.distinct("numbers of samples", CostSettings.SAMPLES),
            "the study's `sizes`",
            series -> Optional.of(series.sizes())
                    .filter(sizes -> series.algorithm().equals(CostSeries.DIRECT)),
            "The batch sizes at which the loss is timed.");

    /** One loss of a cost study. */
    static final Block<CostSeries> BLOCK = Block.inContext(
            "losses",
            "Each loss has a name that you choose. In addition to these keys, every parameter"
                    + " of the loss is a key.",
            "{loss: triplet, mining: all, algorithms: [exact, explicit], sizes: [256, 512]}",
            List.of(LOSS, ALGORITHMS, SIZES));

    private final Registry<LossProvider> losses;
    private final CostReader.Sizes sizes;

    CostSeriesReader(Registry<LossProvider> losses, CostReader.Sizes sizes) {
        this.losses = losses;
        this.sizes = sizes;
    }

    List<CostSeries> read(String name, Value value) {
        YamlNode.Mapping mapping = value.mapping();
        Fields.requireSpaces(mapping, BLOCK.keys());
        List<String> ids = losses.all().stream().map(LossProvider::id).toList();
        if (!mapping.entries().containsKey("loss")) {
            throw value.refused("missing key 'loss'; one of %s".formatted(OneLine.list(ids)));
        }
        String id = LossParameters.id(field(mapping, "loss").orElseThrow(), ids);
        Map<String, String> ways = ways(losses.get(id));
        refuseWayAsParameter(mapping, ways);
        Optional<Value> given = field(mapping, "algorithms");
        if (ways.isEmpty()) {
            given.ifPresent(algorithms -> {
                throw algorithms.refused("loss %s has no algorithms to choose from".formatted(id));
            });
            return List.of(
                    series(name, id, CostSeries.DIRECT, mapping, value, sizes(mapping, value, Optional.empty())));
        }
        Map<String, Optional<Value>> wanted = wanted(given, ways);
        List<CostSeries> series = new ArrayList<>();
        wanted.forEach((algorithm, own) -> {
            YamlNode.Scalar choice = new YamlNode.Scalar(
                    given.map(Value::node).orElse(value.node()).location(), algorithm, ScalarType.WORD);
            YamlNode.Mapping chosen = mapping.with(ways.get(algorithm), choice.location(), choice);
            series.add(series(name, id, algorithm, chosen, value, sizes(mapping, value, own)));
        });
        return series;
    }

    /** {@return each algorithm of the loss, with the parameter value that selects it} */
    private static Map<String, String> ways(LossProvider provider) {
        Map<String, String> ways = new LinkedHashMap<>();
        List<ParameterDescription> parameters = ParameterDescription.of(provider);
        for (ParameterDescription parameter : parameters) {
            if (parameter.name().equals(ALGORITHM)) {
                Choices.written(Algorithm.class).forEach(algorithm -> ways.put(algorithm, ALGORITHM));
            }
        }
        for (ParameterDescription parameter : parameters) {
            if (parameter.allowed().matches("one of .*\\b" + EXPLICIT + "\\b.*")) {
                ways.put(EXPLICIT, parameter.name());
            }
        }
        return ways;
    }

    private static void refuseWayAsParameter(YamlNode.Mapping mapping, Map<String, String> ways) {
        field(mapping, ALGORITHM).ifPresent(algorithm -> {
            throw algorithm.refused("in a cost study write algorithms: [%s]"
                    .formatted(algorithm.node().shown()));
        });
        Optional.ofNullable(ways.get(EXPLICIT))
                .flatMap(parameter -> field(mapping, parameter))
                .filter(value -> value.node().shown().equals(EXPLICIT))
                .ifPresent(value -> {
                    throw value.refused("in a cost study write algorithms: [%s]".formatted(EXPLICIT));
                });
    }

    /** Returns the algorithms in the order of {@code ways}, not in the order of the file. */
    private static Map<String, Optional<Value>> wanted(Optional<Value> given, Map<String, String> ways) {
        Map<String, Optional<Value>> wanted = new LinkedHashMap<>();
        if (given.isEmpty()) {
            wanted.put(ways.keySet().iterator().next(), Optional.empty());
        } else if (given.get().isMapping()) {
            Fields fields = Fields.of(given.get().mapping(), List.copyOf(ways.keySet()));
            ways.keySet().stream()
                    .filter(fields::has)
                    .forEach(algorithm -> wanted.put(algorithm, fields.optional(algorithm)));
            if (wanted.isEmpty()) {
                throw given.get().refused("algorithms must not be empty");
            }
        } else {
            List<String> named = given.get().distinctElements(element -> element.oneOf("algorithm", ways.keySet()));
            ways.keySet().stream()
                    .filter(named::contains)
                    .forEach(algorithm -> wanted.put(algorithm, Optional.empty()));
        }
        return wanted;
    }

    private List<Integer> sizes(YamlNode.Mapping mapping, Value loss, Optional<Value> own) {
        Value list = own.or(() -> field(mapping, "sizes"))
                .or(sizes::standard)
                .orElseThrow(() -> loss.refused("missing key 'sizes', here or for all losses"));
        return sizes.read(list);
    }

    private CostSeries series(
            String name, String id, String algorithm, YamlNode.Mapping mapping, Value value, List<Integer> samples) {
        LossParameters parameters = new LossParameters(mapping, BLOCK.keys());
        MetricLoss loss = parameters.create(id, losses.get(id), value);
        return new CostSeries(name, id, algorithm, parameters.resolved(), loss, samples);
    }

    private static Optional<Value> field(YamlNode.Mapping mapping, String key) {
        return Optional.ofNullable(mapping.entries().get(key)).map(entry -> new Value(key, entry.value()));
    }

    /** {@return the losses by name; the series of one loss are written as one loss with several algorithms} */
    static YamlNode written(List<CostSeries> all) {
        Map<String, YamlNode.Mapping> losses = new LinkedHashMap<>();
        all.forEach(series -> losses.merge(series.name(), written(series), CostSeriesReader::merged));
        return Nodes.mapping(losses.entrySet().stream().map(loss -> Map.entry(loss.getKey(), loss.getValue())));
    }

    private static YamlNode.Mapping written(CostSeries series) {
        Map<String, String> parameters = new LinkedHashMap<>(series.parameters());
        // The key algorithms states how the loss is computed, so the parameters that select the algorithm are omitted.
        parameters
                .entrySet()
                .removeIf(parameter -> parameter.getKey().equals(ALGORITHM)
                        || parameter.getValue().equals(EXPLICIT));
        return Nodes.mapping(Stream.of(Map.entry(LOSS.name(), LOSS.type().written(series.lossId()))))
                .and(Nodes.parameters(parameters))
                .and(BLOCK.written(series));
    }

    private static YamlNode.Mapping merged(YamlNode.Mapping one, YamlNode.Mapping other) {
        YamlNode.Mapping algorithms = algorithms(one).and(algorithms(other));
        return one.and(other).and(Nodes.mapping(Stream.of(Map.entry(ALGORITHMS.name(), algorithms))));
    }

    private static YamlNode.Mapping algorithms(YamlNode.Mapping loss) {
        return (YamlNode.Mapping) loss.entries().get(ALGORITHMS.name()).value();
    }
}
