package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.metricloss.core.plugin.Registry;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.ExperimentFileException;

/** Experiment files to test with, and what they may name: four probes as losses, and engines by id alone. */
public final class Examples {
    public static final Available AVAILABLE = new Available(
            Registry.of(
                    "loss",
                    Stream.of("softmax", "center", "contrastive", "triplet")
                            .map(ProbeLoss.Provider::new)
                            .toList()),
            List.of("djl", "tensorflow"),
            Datasets.ofEnvironment().types());

    private Examples() {}

    /** The file of the design's example. */
    public static String quickstart() {
        return resource("quickstart.yaml");
    }

    /** A file that uses every key in another way than the quickstart does. */
    static String everyKey() {
        return resource("every-key.yaml");
    }

    /** The quickstart with one text in it replaced, which must be there. */
    public static String quickstart(String text, String replacement) {
        assertThat(quickstart()).containsOnlyOnce(text);
        return quickstart().replace(text, replacement);
    }

    static Experiment parse(String text, String... overrides) {
        return Experiment.parse("test.yaml", text, List.of(overrides), AVAILABLE);
    }

    /** The message that the text is refused with. */
    public static String refusal(String text, String... overrides) {
        Throwable thrown = catchThrowable(() -> parse(text, overrides));
        assertThat(thrown).isInstanceOf(ExperimentFileException.class);
        return thrown.getMessage();
    }

    private static String resource(String name) {
        try (InputStream in = Examples.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
