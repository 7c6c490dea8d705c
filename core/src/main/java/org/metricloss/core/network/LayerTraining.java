package org.metricloss.core.network;

import java.util.List;

/**
 * How the optimizer treats the parameters of a network's layers. Layers are counted from 0, as in the names of their
 * weights; a setting of a residual block applies to every layer in it.
 *
 * @param biasRate the factor of the learning rate of the biases of convolutions and linear layers, at least 0; 0 keeps them
 * @param biasDecay the factor of the weight decay of these biases, at least 0
 * @param frozen the layers whose parameters keep their values; a frozen batch normalisation uses its running statistics
 *     while training, too
 * @param rates learning-rate factors of layers; a layer that is named several times gets the product
 */
public record LayerTraining(double biasRate, double biasDecay, List<LayerRange> frozen, List<Rate> rates) {
    /** Every layer is trained at the optimizer's own learning rate and weight decay. */
    public static final LayerTraining PLAIN = new LayerTraining(1, 1, List.of(), List.of());

    /**
     * Consecutive layers.
     *
     * @param first the first layer, counted from 0
     * @param last the last layer, at least the first
     */
    public record LayerRange(int first, int last) {
        /** Checks the order. */
        public LayerRange {
            if (!(first >= 0 && last >= first)) {
                throw new IllegalArgumentException(
                        "layers must be numbers from 0 in rising order, got %s-%s".formatted(first, last));
            }
        }

        /** {@return whether a layer is one of these} */
        public boolean contains(int layer) {
            return layer >= first && layer <= last;
        }

        /** {@return {@code 3} or {@code 3-5}} */
        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    /**
     * The learning rate of some layers.
     *
     * @param layers the layers
     * @param factor the factor of the learning rate, above 0
     */
    public record Rate(LayerRange layers, double factor) {
        /** Checks the range. */
        public Rate {
            if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("factor must be > 0 and finite, got " + factor);
            }
        }
    }

    /** Copies the lists and checks the ranges. */
    public LayerTraining {
        frozen = List.copyOf(frozen);
        rates = List.copyOf(rates);
        requireFactor("biases rate", biasRate);
        requireFactor("biases decay", biasDecay);
    }

    /** {@return whether the parameters of that layer keep their values} */
    boolean isFrozen(int layer) {
        return frozen.stream().anyMatch(range -> range.contains(layer));
    }

    /** {@return the learning-rate factor of that layer} */
    double rate(int layer) {
        return rates.stream()
                .filter(rate -> rate.layers().contains(layer))
                .mapToDouble(Rate::factor)
                .reduce(1, (a, b) -> a * b);
    }

    /**
     * Checks that every named layer exists.
     *
     * @param layers how many layers there are
     */
    void requireLayers(int layers) {
        frozen.forEach(range -> requireLayer("freeze", range, layers));
        rates.forEach(rate -> requireLayer("rates", rate.layers(), layers));
    }

    private static void requireLayer(String what, LayerRange range, int layers) {
        if (range.last() >= layers) {
            throw new IllegalArgumentException(
                    "%s names layer %s, but the layers are 0 to %s".formatted(what, range.last(), layers - 1));
        }
    }

    private static void requireFactor(String name, double factor) {
        if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s must be >= 0 and finite, got %s".formatted(name, factor));
        }
    }
}
