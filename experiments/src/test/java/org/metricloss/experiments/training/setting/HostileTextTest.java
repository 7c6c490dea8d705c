package org.metricloss.experiments.training.setting;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.experiments.file.SourceText;

/** Texts of the largest size that repeat what parsers are known to be slow or deep at. */
@Tag("long")
class HostileTextTest {
    /** Far above what a machine under load needs, far below what work that grows with the square would take. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{",
                "- ",
                "? ",
                "a: ",
                "a:\n ",
                "[a: ",
                "{a: ",
                "\"",
                "'",
                "a ",
                "a\n",
                "\n",
                " ",
                "#\n",
                "%a b\n",
                "- a\n",
                "a",
                "1",
                "\"a\",",
                "!",
                "&a ",
                "*a\n",
                ": ",
                ",",
                "|\n",
                "---\n",
                "\\",
                "\uD83D\uDE00",
                "\u0085",
                "9e9",
                "a, "
            })
    void repeatedTextIsAnsweredQuickly(String part) {
        for (String prefix : new String[] {"", "name: ["}) {
            int times = (SourceText.MAX_BYTES - prefix.length()) / part.length();
            String text = prefix + part.repeat(times);
            String refusal = Assertions.assertTimeoutPreemptively(LIMIT, () -> Examples.refusal(text), prefix);
            assertThat(refusal).startsWith("test.yaml:").hasSizeLessThan(500);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"k%s: 1\n", "objectives.%s: []\n", "\"%s\": {a: b}\n"})
    void manyKeysAreAnsweredQuickly(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < SourceText.MAX_BYTES - 40; i++) {
            text.append(line.formatted(i));
        }
        String refusal = Assertions.assertTimeoutPreemptively(LIMIT, () -> Examples.refusal(text.toString()));
        assertThat(refusal).startsWith("test.yaml:1:1: unknown key");
    }

    @Test
    void manyTermsSeedsAndObjectivesAreReadQuickly() {
        String term = "{loss: center},";
        String terms = "objectives.many=[%s]".formatted(term.repeat(60_000));
        String seeds = IntStream.range(0, 150_000).mapToObj(Integer::toString).collect(joining(","));
        String objectives = IntStream.range(0, 30_000)
                .mapToObj("o%s: [{loss: softmax}]"::formatted)
                .collect(joining(",", "objectives={", "}"));

        Experiment experiment = Assertions.assertTimeoutPreemptively(
                LIMIT, () -> Examples.parse(Examples.quickstart(), objectives, terms, "seeds=[" + seeds + "]"));
        assertThat(experiment.seeds()).hasSize(150_000);
        assertThat(experiment.objectives()).hasSize(30_001);
        assertThat(experiment.objectives().get(30_000).objective().terms()).hasSize(60_000);
    }
}
