package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.metricloss.experiments.file.ExperimentFileException;

/** Generated files and options: each is read or refused in one line, whatever it says. */
@Tag("long")
class ExperimentFuzzTest {
    private static final int INPUTS = 100_000;
    private static final List<String> FRAGMENTS = List.of(
            ": ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "\n",
            "\n  ",
            "\t",
            "#",
            "\"",
            "'",
            "|\n",
            ">-\n",
            "? ",
            "&a ",
            "*a",
            "!!int ",
            "!<x> ",
            "%YAML 1.1\n",
            "%YAML 99999999999.1\n",
            "%TAG ! x\n",
            "---\n",
            "...\n",
            "<<: ",
            "~",
            "null",
            "true",
            "no",
            "1_000",
            "0x1F",
            "1:30",
            "1e999",
            "-0",
            "NaN",
            ".inf",
            "99999999999999999999",
            "\\x",
            "\\u12",
            "\\uD800",
            "\\U00110000",
            "\"\\UFFFFFFFF\"",
            "\u0000",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\uD83D\uDE00",
            "\uD800",
            "@",
            "`",
            "name",
            "dataset",
            "network",
            "layers",
            "linear",
            "dropout",
            "batch",
            "objectives",
            "softmax",
            "loss",
            "margin",
            "mining",
            "weight",
            "seeds",
            "engines",
            "djl",
            "digits",
            "sgd",
            "epochs",
            "5",
            "0.5",
            "x");

    private final SplittableRandom random = new SplittableRandom(20_160_908);
    private int read;
    private int refused;

    @Test
    void anyTextIsReadOrRefusedInOneLine() {
        String[] valid = {Examples.quickstart(), Examples.everyKey()};
        for (int i = 0; i < INPUTS; i++) {
            String text = random.nextInt(4) == 0 ? fragments(60) : mutated(valid[i % 2]);
            List<String> overrides = random.nextInt(4) == 0 ? List.of(option()) : List.of();
            attempt(text, overrides);
        }
        // Both must happen often, or the inputs are not worth generating.
        assertThat(read).isGreaterThan(INPUTS / 50);
        assertThat(refused).isGreaterThan(INPUTS / 2);
    }

    private void attempt(String text, List<String> overrides) {
        try {
            Experiment experiment = Experiment.parse("fuzz.yaml", text, overrides, Examples.AVAILABLE);
            if (read++ % 10 == 0) {
                assertThat(Examples.parse(experiment.canonicalText())).isEqualTo(experiment);
            }
        } catch (ExperimentFileException e) {
            refused++;
            boolean oneLine = e.getMessage().chars().noneMatch(Character::isISOControl);
            boolean located =
                    e.getMessage().startsWith("fuzz.yaml:") || e.getMessage().startsWith("--set ");
            if (!oneLine || !located || e.getMessage().length() > 1000) {
                throw new AssertionError(
                        "unclear message '%s' for:%n%s%n%s".formatted(e.getMessage(), text, overrides), e);
            }
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("not an ExperimentFileException, for:%n%s%n%s".formatted(text, overrides), e);
        }
    }

    private String mutated(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(3); changes > 0 && changed.length() > 1; changes--) {
            int from = random.nextInt(changed.length());
            int to = Math.min(changed.length(), from + random.nextInt(random.nextInt(8) == 0 ? 40 : 3));
            switch (random.nextInt(4)) {
                case 0 -> changed.delete(from, to);
                case 1 -> changed.insert(from, fragment());
                case 2 -> changed.replace(from, to, fragment());
                default -> changed.insert(random.nextInt(changed.length()), changed.substring(from, to));
            }
        }
        return changed.toString();
    }

    private String option() {
        return switch (random.nextInt(4)) {
            case 0 -> fragments(6);
            case 1 -> "objectives." + fragments(3) + "=" + fragment();
            case 2 -> "dataset." + fragment() + "=" + fragments(3);
            default -> "network.layers." + random.nextInt(12) + "." + fragment() + "=" + fragments(2);
        };
    }

    private String fragments(int most) {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(most); count >= 0; count--) {
            text.append(fragment());
        }
        return text.toString();
    }

    private String fragment() {
        return random.nextInt(20) == 0
                ? Character.toString(random.nextInt(0x3000))
                : FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
    }
}
