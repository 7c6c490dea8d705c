package org.metricloss.core.network;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.array.Shape;
import org.metricloss.core.network.NetworkPlan.Stage;
import org.metricloss.core.network.ParameterSpec.Role;

/**
 * Lays out one layer of a network and the layers within it.
 *
 * @param initial how weights are drawn
 * @param training how the optimizer treats layers
 * @param frozen whether the layer's parameters keep their values
 * @param rate the layer's learning-rate factor
 */
record StagePlanner(InitialWeights initial, LayerTraining training, boolean frozen, double rate) {
    /**
     * @param network the network
     * @param layer the place of the layer in it, counted from 0
     */
    StagePlanner(NetworkSpec network, int layer) {
        this(
                network.initial(),
                network.training(),
                network.training().isFrozen(layer),
                network.training().rate(layer));
    }

    /**
     * {@return the layer with its shapes}
     *
     * @throws IllegalArgumentException if the layer cannot take that shape
     */
    Stage stage(Layer layer, String place, Shape input) {
        Shape output = layer.output(input);
        String prefix = place + "." + layer.kind();
        List<Stage> body = List.of();
        List<Stage> shortcut = List.of();
        if (layer instanceof Residual residual) {
            StagePlanner inner = new StagePlanner(initial.inResidual(), training, frozen, rate);
            body = inner.path(residual.body(), prefix + ".body.", input);
            shortcut = inner.path(residual.shortcut(), prefix + ".shortcut.", input);
        }
        List<ParameterSpec> parameters = layer.parameters(input, initial).stream()
                .map(parameter -> placed(parameter, prefix))
                .toList();
        return new Stage(layer, place, input, output, parameters, frozen, body, shortcut);
    }

    private List<Stage> path(List<Layer> layers, String prefix, Shape input) {
        List<Stage> stages = new ArrayList<>();
        Shape shape = input;
        for (Layer layer : layers) {
            Stage stage = stage(layer, prefix + stages.size(), shape);
            stages.add(stage);
            shape = stage.output();
        }
        return stages;
    }

    private ParameterSpec placed(ParameterSpec local, String prefix) {
        boolean bias = local.name().equals(ParameterSpec.BIAS);
        double factor = rate * (bias ? training.biasRate() : 1);
        boolean kept = frozen || factor == 0;
        return new ParameterSpec(
                prefix + "." + local.name(),
                local.shape(),
                local.initializer(),
                kept ? Role.FROZEN : local.role(),
                kept ? 1 : factor,
                bias ? training.biasDecay() : 1);
    }
}
