package org.metricloss.experiments.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.metricloss.base.Causes;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.network.LayerTraining.LayerRange;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkPlan.Stage;
import org.metricloss.core.network.ParameterSpec;
import org.metricloss.core.network.TorchvisionNames;
import org.metricloss.experiments.training.setting.NetworkSetting;
import org.metricloss.formats.FileException;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.SafeTensors;
import org.metricloss.formats.Sha256;
import org.metricloss.models.ModelFolder;

/**
 * The weights of a network from a safetensors file: that of a trial's model, one that {@code export} wrote, or one with the names of
 * torchvision.
 */
final class StartingWeights {
    private static final int MOST_NAMED = 5;
    /** Counts the batches that batch normalisation has seen, which does not affect what it computes. */
    private static final String COUNT = "num_batches_tracked";

    private StartingWeights() {}

    /**
     * {@return the request with the network's weights from its file, if the setting names one}
     *
     * @param setting names the file
     * @param drawn a request that starts from drawn weights
     * @throws IllegalArgumentException if the file does not fit the network; the message names what does not
     */
    static SessionRequest of(NetworkSetting setting, SessionRequest drawn) {
        if (setting.weights().isEmpty()) {
            return drawn;
        }
        Weights weights = drawn.initial();
        for (Map.Entry<String, FloatArray> read : read(setting, drawn.network()).entrySet()) {
            weights = weights.with(read.getKey(), read.getValue());
        }
        return new SessionRequest(
                drawn.network(),
                drawn.objective(),
                drawn.optimizer(),
                drawn.classes(),
                weights,
                drawn.seed(),
                drawn.threads());
    }

    /**
     * {@return the checksum of the file, if the setting names one}
     *
     * @param setting names the file
     * @throws FileException if it cannot be read
     */
    static Optional<String> sha256(NetworkSetting setting) {
        return setting.weights().map(Path::of).map(StartingWeights::sha256);
    }

    private static String sha256(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException failed) {
            throw new FileException("cannot read " + file + ": " + Causes.inWords(failed), failed);
        }
    }

    /**
     * {@return the arrays of the file by their full names; none if the setting names no file}
     *
     * @throws IllegalArgumentException if the file does not fit the network; the message names what does not
     */
    static Map<String, FloatArray> read(NetworkSetting setting, NetworkPlan plan) {
        Optional<String> path = setting.weights();
        requireFresh(setting, plan.stages().size());
        if (path.isEmpty()) {
            return Map.of();
        }
        Map<String, NpyArray> file = SafeTensors.read(Path.of(path.get()), name -> !name.endsWith(COUNT))
                .arrays();
        Map<String, String> names = names(plan, file.keySet());
        Map<String, FloatArray> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        List<String> otherShape = new ArrayList<>();
        Set<String> unknown = new TreeSet<>(file.keySet());
        unknown.removeIf(Weights::isLossState);
        unknown.remove(ModelFolder.CENTERS);
        for (int i = 0; i < plan.stages().size(); i++) {
            boolean fresh = setting.isFresh(i);
            for (ParameterSpec parameter : parameters(plan.stages().get(i))) {
                String name = names.getOrDefault(parameter.name(), parameter.name());
                unknown.remove(name);
                NpyArray array = file.get(name);
                if (fresh) {
                    continue;
                }
                if (array == null) {
                    missing.add(name);
                } else if (!Shape.of(array.shape()).equals(parameter.shape())) {
                    otherShape.add("%s %s instead of %s".formatted(name, Shape.of(array.shape()), parameter.shape()));
                } else {
                    found.put(Weights.networkName(parameter.name()), FloatArray.of(parameter.shape(), array.floats()));
                }
            }
        }
        refuse(path.get(), plan, missing, otherShape, List.copyOf(unknown));
        return found;
    }

    private static void requireFresh(NetworkSetting setting, int layers) {
        for (LayerRange range : setting.fresh()) {
            if (setting.weights().isEmpty()) {
                throw new IllegalArgumentException(
                        "fresh names layers that do not start from the file of weights, but weights names no file");
            }
            if (range.last() >= layers) {
                throw new IllegalArgumentException(
                        "fresh names layer %s, but the layers are 0 to %s".formatted(range.last(), layers - 1));
            }
        }
    }

    private static List<ParameterSpec> parameters(Stage stage) {
        return stage.withInner().flatMap(inner -> inner.parameters().stream()).toList();
    }

    private static Map<String, String> names(NetworkPlan plan, Set<String> inFile) {
        Map<String, String> ofModel = new LinkedHashMap<>();
        Map<String, String> exported = new LinkedHashMap<>();
        for (ParameterSpec parameter : plan.parameters()) {
            ofModel.put(parameter.name(), Weights.networkName(parameter.name()));
            exported.put(parameter.name(), parameter.name());
        }
        return Stream.of(ofModel, exported)
                .filter(names -> names.values().stream().anyMatch(inFile::contains))
                .findFirst()
                .orElseGet(() -> TorchvisionNames.of(plan).orElse(ofModel));
    }

    private static void refuse(
            String file, NetworkPlan plan, List<String> missing, List<String> otherShape, List<String> unknown) {
        List<String> problems = new ArrayList<>();
        add(problems, "missing ", missing);
        add(problems, "of another shape ", otherShape);
        add(problems, "unknown ", unknown);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("%s does not fit network '%s': %s"
                    .formatted(file, plan.network().name(), String.join("; ", problems)));
        }
    }

    private static void add(List<String> problems, String what, List<String> names) {
        if (!names.isEmpty()) {
            int more = names.size() - MOST_NAMED;
            problems.add(what
                    + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
                    + (more > 0 ? " and %s more".formatted(more) : ""));
        }
    }
}
