package org.metricloss.experiments.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Names;
import org.metricloss.experiments.file.OneLine;
import org.metricloss.experiments.file.SetOption;
import org.metricloss.experiments.file.Source;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;
import org.metricloss.experiments.file.YamlReader;

/** Reads a cost study from its tree. */
final class CostReader {
    private static final Map<String, String> NO_SHORT_FORMS = Map.of();
    private final Available available;
    private final CostSettings settings;

    CostReader(Available available) {
        this.available = available;
        this.settings = new CostSettings(available);
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
        Fields fields = settings.block().fields(new Value("a cost study", root));
        fields.read(CostSettings.STUDY);
        boolean classesFixed = classesFixed(fields);
        List<Integer> counts = fields.read(classesFixed ? CostSettings.CLASSES : CostSettings.PER_CLASS);
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
                        .refused("the name of a loss must be %s, got '%s'"
                                .formatted(Names.FILE_NAME, OneLine.clipped(name)));
            }
            series.addAll(new CostSeriesReader(available.losses(), sizes)
                    .read(name, new Value(OneLine.clipped(name), entry.value())));
        });
        return new CostExperiment(
                fields.read(CostSettings.NAME),
                fields.read(settings.engines()),
                fields.read(CostSettings.THREADS),
                fields.read(CostSettings.DEVICE),
                fields.read(CostSettings.SEED),
                fields.read(CostSettings.DIMENSIONS),
                classesFixed,
                counts,
                NamedNetwork.of(fields.read(CostSettings.NETWORK)),
                fields.read(CostSettings.SAMPLE_TUPLES),
                fields.read(CostSettings.TIMING),
                fields.optional("baseline")
                        .map(value -> value.oneOf("loss", entries.keySet()))
                        .orElse(entries.keySet().iterator().next()),
                series);
    }

    private static boolean classesFixed(Fields fields) {
        if (fields.has("classes") == fields.has("perClass")) {
            throw fields.refused("a cost study has either 'classes' or 'perClass': the number that stays constant"
                    + " as the number of samples grows");
        }
        return fields.has("classes");
    }

    /**
     * Reads numbers of samples.
     *
     * @param classesFixed whether the number of classes stays fixed
     * @param counts the fixed numbers of classes, or of samples per class
     * @param standard the sizes of losses without sizes of their own
     */
    record Sizes(boolean classesFixed, List<Integer> counts, Optional<Value> standard) {
        List<Integer> read(Value list) {
            return list
                    .distinctElements(element -> {
                        int samples = CostSettings.SAMPLES.read(element);
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
