package org.metricloss.experiments.training.setting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.anchor.CrossBatchMemory;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Range;
import org.metricloss.core.loss.TupleKind;
import org.metricloss.core.plugin.Registry;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.LossParameters;
import org.metricloss.experiments.file.Names;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.OneLine;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;

/** Reads the objectives: a mapping of names to lists of terms. */
final class ObjectivesReader {
    private static final Setting<LossTerm, String> LOSS = Setting.required(
            "loss",
            Type.inContext("a loss", List.of(), Nodes::text),
            LossTerm::loss,
            "The loss. `list losses` shows all losses; `list losses NAME` shows one with its parameters.");
    private static final Setting<LossTerm, Double> WEIGHT = Setting.of(
            "weight",
            Type.number(Range.atLeast(0)),
            1.0,
            term -> term.term().weight(),
            "The factor of the loss in the sum.");
    private static final Setting<LossTerm, MemorySetting> MEMORY = Setting.optional(
            "memory",
            MemorySetting.BLOCK,
            "none",
            LossTerm::memory,
            "A memory of past batches, for losses that compare all pairs or triplets of a batch.");
    private static final Block<LossTerm> TERM = Block.inContext(
            "objectives",
            "What is compared. Each objective is a list of losses whose weighted sum is"
                    + " trained. In addition to these keys, every parameter of the loss is a key.",
            "{loss: triplet, weight: 0.5, margin: 0.2}",
            List.of(LOSS, WEIGHT, MEMORY));

    /** The objectives of an experiment, as written in its file. */
    static final Setting<Experiment, List<ObjectiveSetting>> SETTING = Setting.required(
            "objectives",
            Type.inContext("a mapping of names to lists of losses", TERM.blocks(), ObjectivesReader::written),
            Experiment::objectives,
            "What is compared. A name may have " + Names.LABEL + ".");

    private final Registry<LossProvider> losses;
    private final List<String> lossIds;
    private final BatchSetting batch;

    ObjectivesReader(Registry<LossProvider> losses, BatchSetting batch) {
        this.losses = losses;
        this.batch = batch;
        this.lossIds = losses.all().stream().map(LossProvider::id).toList();
    }

    List<ObjectiveSetting> read(Value value) {
        Map<String, YamlNode.Mapping.Entry> entries = value.mapping().entries();
        if (entries.isEmpty()) {
            throw value.refused("objectives must not be empty");
        }
        requireNames(entries);
        List<ObjectiveSetting> objectives = new ArrayList<>();
        entries.forEach(
                (name, entry) -> objectives.add(objective(name, new Value(OneLine.clipped(name), entry.value()))));
        return objectives;
    }

    private static void requireNames(Map<String, YamlNode.Mapping.Entry> entries) {
        Map<String, String> byLowerCase = new HashMap<>();
        entries.forEach((name, entry) -> {
            if (!Names.isLabel(name)) {
                throw entry.key()
                        .refused("the name of an objective must be %s, got '%s'"
                                .formatted(Names.LABEL, OneLine.clipped(name)));
            }
            String other = byLowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (other != null) {
                throw entry.key()
                        .refused(
                                "objectives '%s' and '%s' differ only in case, which not every file system distinguishes"
                                        .formatted(other, name));
            }
        });
    }

    private ObjectiveSetting objective(String name, Value list) {
        List<LossTerm> terms = new ArrayList<>();
        TermNames names = new TermNames();
        for (Value term : list.elements()) {
            terms.add(term(term, names));
        }
        return new ObjectiveSetting(name, terms);
    }

    private LossTerm term(Value value, TermNames names) {
        YamlNode.Mapping mapping = value.mapping();
        Fields.requireSpaces(mapping, TERM.keys());
        // Only the loss knows its parameters, so it reads them before unknown keys can be recognised.
        if (!mapping.entries().containsKey("loss")) {
            throw value.refused("missing key 'loss'; one of %s".formatted(OneLine.list(lossIds)));
        }
        String id = LossParameters.id(field(mapping, "loss"), lossIds);
        double weight = mapping.entries().containsKey("weight")
                ? WEIGHT.type().read(field(mapping, "weight"))
                : WEIGHT.standard().orElseThrow();
        LossParameters parameters = new LossParameters(mapping, TERM.keys());
        MetricLoss loss = parameters.create(id, losses.get(id), value);
        requireListed(id, loss, value);
        Optional<MemorySetting> memory = Optional.ofNullable(mapping.entries().get("memory"))
                .map(entry -> memory(id, loss, new Value("memory", entry.value())));
        if (loss.needsTwoOfAClass() && batch.hasDistinctClasses() && memory.isEmpty()) {
            throw value.refused(
                    "loss %s needs two samples of a class, but no batch has them; use batch: {classes: ..., perClass: ...} with perClass at least 2"
                            .formatted(id));
        }
        MetricLoss remembering = memory.<MetricLoss>map(
                        setting -> new CrossBatchMemory(loss, setting.size(), setting.after()))
                .orElse(loss);
        return new LossTerm(id, parameters.resolved(), memory, new Objective.Term(names.next(id), weight, remembering));
    }

    private MemorySetting memory(String id, MetricLoss loss, Value value) {
        MemorySetting memory = MemorySetting.BLOCK.read(value);
        if (!loss.comparesReferences()) {
            throw value.refused(
                    "loss %s with these parameters cannot have a memory: a memory needs a loss that compares all pairs or triplets of a batch"
                            .formatted(id));
        }
        if (memory.size() < batch.samples()) {
            throw value.refused("memory.size must be at least %s, the samples of a batch, got %s"
                    .formatted(batch.samples(), memory.size()));
        }
        return memory;
    }

    private void requireListed(String id, MetricLoss loss, Value term) {
        loss.listedTuples()
                .filter(kind -> !batch.lists().equals(Optional.of(kind)))
                .ifPresent(kind -> {
                    String listed = batch.lists().map(TupleKind::words).orElse("none");
                    throw term.refused("loss %s needs listed %s, but the batch lists %s; use batch: {%s: ...}"
                            .formatted(id, kind.words(), listed, kind.words()));
                });
    }

    private static Value field(YamlNode.Mapping mapping, String key) {
        return new Value(key, mapping.entries().get(key).value());
    }

    private static YamlNode written(List<ObjectiveSetting> objectives) {
        return Nodes.mapping(objectives.stream()
                .map(objective -> Map.entry(
                        objective.name(), Nodes.list(objective.terms().stream().map(ObjectivesReader::written)))));
    }

    private static YamlNode written(LossTerm term) {
        return TERM.written(term).and(Nodes.parameters(term.parameters()));
    }
}
