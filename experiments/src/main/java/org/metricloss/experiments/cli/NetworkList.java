package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.metricloss.core.array.Shape;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.experiments.training.setting.NetworkSetting;

/** Lists the networks by name with their size. */
final class NetworkList {
    private static final Pattern SHAPE = Pattern.compile("[1-9][0-9]{0,4}(x[1-9][0-9]{0,3}x[1-9][0-9]{0,3})?");

    private NetworkList() {}

    /**
     * {@return the shape of an input}
     *
     * @param text {@code 3x32x32} or {@code 256}
     * @throws IllegalArgumentException if the text is neither
     */
    static Shape shape(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "--input must be CHANNELSxHEIGHTxWIDTH as in 3x32x32, or a vector's size, got '%s'"
                            .formatted(text));
        }
        return Shape.of(
                Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray());
    }

    /**
     * Prints a line for each network.
     *
     * @param out where to print
     * @param input the shape of the inputs; if empty, the one that each network was made for
     */
    static void all(PrintWriter out, Optional<Shape> input) {
        out.printf(
                Locale.ROOT,
                "%-16s %-12s %12s %16s  with an embedding of %s%n",
                "network",
                "input",
                "parameters",
                "multiply-adds",
                NetworkSetting.DEFAULT_EMBEDDING);
        for (NamedNetwork network : NamedNetwork.values()) {
            line(out, network, input.orElse(network.usualInput()));
        }
    }

    private static void line(PrintWriter out, NamedNetwork network, Shape input) {
        String shape = Arrays.stream(input.toArray()).mapToObj(String::valueOf).collect(Collectors.joining("x"));
        String parameters = "-";
        String multiplyAdds = "-";
        String summary = network.summary();
        try {
            NetworkPlan plan = NetworkPlan.of(network.withEmbedding(NetworkSetting.DEFAULT_EMBEDDING), input);
            parameters = Long.toString(plan.trainedNumbers());
            multiplyAdds = Long.toString(plan.multiplyAdds());
        } catch (IllegalArgumentException refused) {
            summary = "does not take this input";
        }
        out.printf(Locale.ROOT, "%-16s %-12s %12s %16s  %s%n", network.id(), shape, parameters, multiplyAdds, summary);
    }
}
