package org.metricloss.core.network;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.network.NetworkPlan.Stage;

/**
 * The names that torchvision gives the arrays of its residual networks, for networks of the same form: a convolution and
 * batch normalisation, residual blocks of them, and a linear layer. Blocks of equal channels form a layer there.
 */
public final class TorchvisionNames {
    private static final Map<String, String> OF_BATCH_NORM =
            Map.of("scale", "weight", "shift", "bias", "runningMean", "running_mean", "runningVariance", "running_var");

    private final Map<String, String> names = new LinkedHashMap<>();
    private int layer;
    private int block;
    private int channels;

    private TorchvisionNames() {}

    /**
     * {@return torchvision's name of each parameter by its name here, all different; empty if the network has another form}
     *
     * @param plan the network
     */
    public static Optional<Map<String, String>> of(NetworkPlan plan) {
        TorchvisionNames found = new TorchvisionNames();
        for (Stage stage : plan.stages()) {
            if (stage.layer() instanceof Residual) {
                found.addBlock(stage);
            } else if (stage.layer() instanceof Layer.Linear) {
                found.add(stage, "fc");
            } else if (found.layer == 0) {
                found.addNumbered(List.of(stage), "");
            }
        }
        boolean all = found.layer > 0
                && plan.parameters().stream().map(ParameterSpec::name).allMatch(found.names::containsKey);
        // A second convolution before the blocks or a second linear layer has no name of its own there.
        boolean different = new HashSet<>(found.names.values()).size() == found.names.size();
        return all && different ? Optional.of(found.names) : Optional.empty();
    }

    private void addBlock(Stage stage) {
        boolean first = stage.output().size(0) != channels;
        layer += first ? 1 : 0;
        block = first ? 0 : block + 1;
        channels = stage.output().size(0);
        String prefix = "layer%s.%s.".formatted(layer, block);
        addNumbered(stage.body(), prefix);
        for (int i = 0; i < stage.shortcut().size(); i++) {
            add(stage.shortcut().get(i), prefix + "downsample." + i);
        }
    }

    private void addNumbered(List<Stage> path, String prefix) {
        int convolutions = 0;
        for (Stage stage : path) {
            if (stage.layer() instanceof Convolution) {
                convolutions++;
                add(stage, prefix + "conv" + convolutions);
            } else if (stage.layer() instanceof Layer.BatchNorm) {
                add(stage, prefix + "bn" + Math.max(1, convolutions));
            }
        }
    }

    private void add(Stage stage, String prefix) {
        for (ParameterSpec parameter : stage.parameters()) {
            String local = parameter.localName();
            names.put(parameter.name(), prefix + "." + OF_BATCH_NORM.getOrDefault(local, local));
        }
    }
}
