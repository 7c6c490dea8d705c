package org.metricloss.experiments.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The losses beside those of the Python library pytorch-metric-learning on the same machine in one sitting, as a table in
 * Markdown. The sources of that library are in the folder that the environment variable PML_SRC names. Arguments: the
 * Python program and {@code peer_speed.py}, and optionally the beginnings of names of rows.
 */
public final class PeerSpeed {
    private static final Pattern PEER = Pattern.compile("median_ms=([0-9.]+) peak_mb=([0-9]+)");

    private PeerSpeed() {}

    /**
     * One line of the table.
     *
     * @param row the row of {@link LossSpeed}
     * @param peer the arguments of the Python script: loss, samples, classes
     * @param aim how many times as fast the losses are to be
     */
    private record Line(String row, String peer, int aim) {}

    private static final List<Line> LINES = List.of(
            new Line("multi-similarity-1024", "multi-similarity 1024 10", 10),
            new Line("circle-1024", "circle 1024 10", 10),
            new Line("lifted-anchors-1024", "generalized-lifted 1024 10", 10),
            new Line("sup-con-1024", "sup-con 1024 10", 10),
            new Line("n-pairs-1024", "n-pairs 1024 512", 1),
            new Line("margin-1024", "margin 1024 10", 500),
            new Line("margin-sampled-1024", "distance-weighted-margin 1024 10", 10),
            new Line("angular-1024", "angular 1024 10", 500),
            new Line("fast-ap-1024", "fast-ap 1024 10", 10),
            new Line("multi-similarity-8192", "multi-similarity 8192 100", 5),
            new Line("contrastive-memory-8192", "contrastive-memory 128 100", 1),
            new Line("normalized-softmax-10000", "normalized-softmax 512 10000", 3),
            new Line("arcface-10000", "arcface 512 10000", 3),
            new Line("proxy-anchor-1000", "proxy-anchor 512 1000", 3),
            new Line("soft-triple-1000", "soft-triple 512 1000", 3),
            new Line("multi-similarity-128", "multi-similarity 128 10", 1),
            new Line("arcface-128", "arcface 128 10", 1),
            new Line("proxy-anchor-128", "proxy-anchor 128 10", 1));

    /**
     * Prints the table.
     *
     * @param args the Python program, the script, then beginnings of names of rows; all rows if there is none
     */
    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            throw new IllegalArgumentException("arguments must be a Python program, peer_speed.py, and any rows");
        }
        List<String> wanted = List.of(args).subList(2, args.length);
        System.out.println(
                "| work | Python, ms | its peak, MB | DJL, ms | times as fast | TensorFlow, ms | times as fast | aim"
                        + " |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (Line line : LINES) {
            if (wanted.isEmpty() || wanted.stream().anyMatch(line.row()::startsWith)) {
                print(line, args[0], args[1]);
            }
        }
    }

    private static void print(Line line, String python, String script) throws Exception {
        ProcessBuilder peer = new ProcessBuilder(python, script);
        peer.command().addAll(Arrays.asList(line.peer().split(" ")));
        String answer = output(peer);
        Matcher matcher = PEER.matcher(answer);
        if (!matcher.find()) {
            throw new IllegalStateException("%s printed no time: %s".formatted(peer.command(), answer));
        }
        double millis = Double.parseDouble(matcher.group(1));
        StringBuilder printed = new StringBuilder(
                String.format(Locale.ROOT, "| %s | %.2f | %s |", line.peer(), millis, matcher.group(2)));
        for (String engine : List.of("djl", "tensorflow")) {
            double own = millis(line.row(), output(LossSpeed.process(engine, line.row())));
            printed.append(String.format(Locale.ROOT, " %.2f | %.1f |", own, millis / own));
        }
        System.out.println(printed.append(" ").append(line.aim()).append(" times |"));
    }

    /** {@return the time of the loss, which follows the name of the row and the floor} */
    private static double millis(String row, String output) {
        Optional<String> measured =
                output.lines().filter(each -> each.startsWith(row + " ")).findFirst();
        return Double.parseDouble(
                measured.orElseThrow(() -> new IllegalStateException("no time of " + row + ": " + output))
                        .split(" +")[2]);
    }

    private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException(
                    "%s ended with %s".formatted(builder.command().get(0), code));
        }
        return output;
    }
}
