package org.metricloss.experiments.training.setting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metricloss.core.network.InitialWeights;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.LayerTraining;
import org.metricloss.core.network.LayerTraining.LayerRange;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.plugin.Spelling;
import org.metricloss.experiments.file.Numbers;
import org.metricloss.experiments.file.StudySettings;

/**
 * The network, given by name or layer by layer.
 *
 * @param layers its layers
 * @param initial how its weights start. Empty in experiments that older versions stored, which did not state it, and then
 *     {@link InitialWeights#UNIFORM}
 * @param training how the optimizer treats its layers
 * @param weights the safetensors file from which its weights start, if there is one
 * @param fresh the layers that start as {@code initial} says nevertheless
 */
public record NetworkSetting(
        Source layers,
        Optional<InitialWeights> initial,
        LayerTraining training,
        Optional<String> weights,
        List<LayerRange> fresh) {
    /** Copies the list. */
    public NetworkSetting {
        fresh = List.copyOf(fresh);
    }

    /** The default embedding dimension. */
    public static final int DEFAULT_EMBEDDING = 64;

    /** Where the layers come from. */
    public sealed interface Source {}

    /**
     * A network given by name.
     *
     * @param network the network
     * @param embedding the embedding dimension d, in [1, {@value StudySettings#MAX_EMBEDDING}]
     */
    public record Named(NamedNetwork network, int embedding) implements Source {
        /** Checks the range. */
        public Named {
            if (!(embedding >= 1 && embedding <= StudySettings.MAX_EMBEDDING)) {
                throw new IllegalArgumentException(
                        "embedding must be in [1, %s], got %s".formatted(StudySettings.MAX_EMBEDDING, embedding));
            }
        }
    }

    /**
     * A network given layer by layer; the last layer outputs the embedding.
     *
     * @param name its name in records
     * @param layers its layers
     */
    public record Layers(String name, List<Layer> layers) implements Source {
        /** Copies the list. */
        public Layers {
            layers = List.copyOf(layers);
        }
    }

    /** {@return the network's layers, not yet bound to an image size} */
    public NetworkSpec spec() {
        NetworkSpec plain = layers instanceof Named named
                ? named.network().withEmbedding(named.embedding())
                : new NetworkSpec(((Layers) layers).name(), ((Layers) layers).layers());
        return plain.startingAt(initial.orElse(InitialWeights.UNIFORM)).trainedBy(training);
    }

    /** {@return this network with its initial weights stated: those of its authors, or uniform ones for layers} */
    NetworkSetting stated() {
        InitialWeights own = layers instanceof Named named ? named.network().initial() : InitialWeights.UNIFORM;
        return new NetworkSetting(layers, Optional.of(initial.orElse(own)), training, weights, fresh);
    }

    /**
     * {@return how the weights start and how the layers are trained, by the names of the settings: {@code initial} always,
     * the others where they are given}
     */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("initial", Spelling.of(initial.orElse(InitialWeights.UNIFORM)));
        weights.ifPresent(file -> settings.put("weights", file));
        putRanges(settings, "fresh", fresh);
        if (LayerTrainingBlocks.statesBiases(training)) {
            settings.put("biases.rate", Numbers.written(training.biasRate()));
            settings.put("biases.decay", Numbers.written(training.biasDecay()));
        }
        putRanges(settings, "freeze", training.frozen());
        if (!training.rates().isEmpty()) {
            settings.put(
                    "rates",
                    training.rates().stream()
                            .map(rate -> rate.layers() + ": " + Numbers.written(rate.factor()))
                            .collect(Collectors.joining(", ")));
        }
        return settings;
    }

    private static void putRanges(Map<String, String> settings, String name, List<LayerRange> ranges) {
        if (!ranges.isEmpty()) {
            settings.put(name, ranges.stream().map(LayerRange::toString).collect(Collectors.joining(", ")));
        }
    }

    /** {@return whether that layer, counted from 0, starts without the file} */
    public boolean isFresh(int layer) {
        return fresh.stream().anyMatch(range -> range.contains(layer));
    }

    /** {@return the name, if the network is given by name} */
    Optional<Named> named() {
        return Optional.of(layers).filter(Named.class::isInstance).map(Named.class::cast);
    }
}
