package org.metricloss.experiments.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.loss.Range;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Names;
import org.metricloss.experiments.file.OneLine;
import org.metricloss.experiments.file.SetOption;
import org.metricloss.experiments.file.Source;
import org.metricloss.experiments.file.StudyFile;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;
import org.metricloss.experiments.file.YamlReader;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.training.setting.NetworkSetting;
import org.metricloss.results.record.Study;

/** Reads a cost study from its tree. */
final class CostReader {
    private static final Map<String, String> NO_SHORT_FORMS = Map.of();
    private static final String CLASSES = "classes";
    private static final String PER_CLASS = "perClass";
    private static final List<String> KEYS = List.of(
            StudyFile.KEY,
            "name",
            "engines",
            "threads",
            "seed",
            "dimensions",
            CLASSES,
            PER_CLASS,
            "sizes",
            "network",
            "sampleTuples",
            "timing",
            "baseline",
            "losses");
    private static final int MOST_SAMPLES = 1 << 20;
    private static final int DEFAULT_DIMENSION = 128;
    private static final int DEFAULT_SAMPLE_TUPLES = 64;

    private final Available available;

    CostReader(Available available) {
        this.available = available;
    }

    /** {@return the tree of a text with its overrides applied} */
    static YamlNode tree(String source, String text, List<String> overrides) {
        YamlNode changed = YamlReader.read(Source.file(source), text);
        for (String option : overrides) {
            changed = SetOption.parse(option).applyTo(changed, NO_SHORT_FORMS);
        }
        return changed;
    }

    CostExperiment read(YamlNode root) {
        Fields fields = Fields.of(new Value("a cost study", root).mapping(), KEYS);
        Value study = fields.required(StudyFile.KEY);
        if (study.choice(Study.class) != Study.COST) {
            throw study.mustBe("cost");
        }
        boolean classesFixed = classesFixed(fields);
        List<Integer> counts = counts(fields.required(classesFixed ? CLASSES : PER_CLASS), 1, MOST_SAMPLES);
        Sizes sizes = new Sizes(classesFixed, counts, fields.optional("sizes"));
        List<CostSeries> series = new ArrayList<>();
        Value losses = fields.required("losses");
        Map<String, YamlNode.Mapping.Entry> entries = losses.mapping().entries();
        if (entries.isEmpty()) {
            throw losses.refused("losses must not be empty");
        }
        entries.forEach((name, entry) -> {
            if (!Names.isFileName(name)) {
                throw entry.key()
                        .refused(
                                "a loss's name must be %s, got '%s'".formatted(Names.FILE_NAME, OneLine.clipped(name)));
            }
            series.addAll(new CostSeriesReader(available.losses(), sizes)
                    .read(name, new Value(OneLine.clipped(name), entry.value())));
        });
        return new CostExperiment(
                fields.required("name").text(Names::isFileName, Names.FILE_NAME),
                fields.optional("engines")
                        .map(value -> value.distinctElements(engine -> engine.oneOf("engine", available.engines())))
                        .orElse(List.of(available.engines().get(0))),
                fields.optional("threads")
                        .map(value -> value.integer(1, Experiment.MAX_THREADS))
                        .orElse(Experiment.DEFAULT_THREADS),
                fields.optional("seed").map(Value::wholeNumber).orElse(1L),
                fields.optional("dimensions")
                        .map(value -> counts(value, 1, NetworkSetting.MAX_EMBEDDING))
                        .orElse(List.of(DEFAULT_DIMENSION)),
                classesFixed,
                counts,
                network(fields.optional("network")),
                fields.optional("sampleTuples")
                        .map(value -> value.integer(1, 4096))
                        .orElse(DEFAULT_SAMPLE_TUPLES),
                fields.optional("timing").map(CostReader::timing).orElse(CostTiming.DEFAULT),
                fields.optional("baseline")
                        .map(value -> value.oneOf("loss", entries.keySet()))
                        .orElse(entries.keySet().iterator().next()),
                series);
    }

    private static boolean classesFixed(Fields fields) {
        if (fields.has(CLASSES) == fields.has(PER_CLASS)) {
            throw fields.refused(
                    "a cost study has one of 'classes' and 'perClass': what stays as the number of samples grows");
        }
        return fields.has(CLASSES);
    }

    private static NamedNetwork network(Optional<Value> value) {
        List<String> ids =
                Arrays.stream(NamedNetwork.values()).map(NamedNetwork::id).toList();
        return value.map(given -> NamedNetwork.of(given.oneOf("network", ids))).orElse(NamedNetwork.LENET);
    }

    private static CostTiming timing(Value value) {
        Fields fields = value.fields("rounds", "repeats", "seconds", "warmUp", "limit");
        CostTiming standard = CostTiming.DEFAULT;
        return new CostTiming(
                fields.optional("rounds").map(v -> v.integer(1, 100)).orElse(standard.rounds()),
                fields.optional("repeats").map(v -> v.integer(1, 10_000)).orElse(standard.repeats()),
                fields.optional("seconds")
                        .map(v -> v.number(Range.between(0, 600)))
                        .orElse(standard.seconds()),
                fields.optional("warmUp")
                        .map(v -> v.number(Range.between(0, 600)))
                        .orElse(standard.warmUp()),
                fields.optional("limit")
                        .map(v -> v.number(Range.between(1, 86_400)))
                        .orElse(standard.limit()));
    }

    /** {@return whole numbers, each once, in the given order} */
    static List<Integer> counts(Value list, int low, int high) {
        return list.distinctElements(element -> element.integer(low, high));
    }

    /**
     * Reads numbers of samples.
     *
     * @param classesFixed whether the number of classes stays
     * @param counts how many classes, or samples per class
     * @param standard the sizes of losses that name none of their own
     */
    record Sizes(boolean classesFixed, List<Integer> counts, Optional<Value> standard) {
        List<Integer> read(Value list) {
            return list
                    .distinctElements(element -> {
                        int samples = element.integer(2, MOST_SAMPLES);
                        for (int count : counts) {
                            if (classesFixed && samples < count) {
                                throw element.refused("%s must be at least the %s classes, got %s"
                                        .formatted(element.name(), count, samples));
                            }
                            if (!classesFixed && samples % count != 0) {
                                throw element.refused("%s must be a multiple of the %s samples per class, got %s"
                                        .formatted(element.name(), count, samples));
                            }
                        }
                        return samples;
                    })
                    .stream()
                    .sorted()
                    .toList();
        }
    }
}
