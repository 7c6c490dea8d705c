package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;
import org.metricloss.experiments.file.ParameterDescription;

class LossListTest {
    static Stream<String> losses() {
        return LossProvider.all().all().stream()
                .filter(loss -> loss.getClass().getName().startsWith("org.metricloss.loss."))
                .map(LossProvider::id);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyLossSaysWhatItIsForAndWhereItIsFrom(String id) {
        LossGuide guide = LossProvider.all().get(id).guide();
        assertThat(guide.family()).isNotEqualTo(LossFamily.OTHER);
        assertThat(guide.paper()).isNotBlank();
        assertThat(guide.use()).endsWith(".").doesNotContain(". ");
        assertThat(guide.tuples()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyTuningRangeIsOfAParameterAndInItsRange(String id) {
        LossProvider loss = LossProvider.all().get(id);
        List<String> parameters = ParameterDescription.of(loss).stream()
                .map(ParameterDescription::name)
                .toList();
        assertThat(loss.guide().tuning().isEmpty())
                .as("plain softmax alone has nothing to tune")
                .isEqualTo(id.equals("softmax"));
        for (TuningRange range : loss.guide().tuning()) {
            if (range.parameter().equals(TuningRange.WEIGHT)) {
                assertThat(range.min()).isPositive();
                continue;
            }
            assertThat(parameters).contains(range.parameter());
            for (double end : List.of(range.min(), range.max())) {
                assertThatCode(() -> loss.create(Parameters.of(Map.of(range.parameter(), end))))
                        .as("%s %s", range.parameter(), end)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void listHasOneLineForEachLossBelowItsFamily() {
        List<String> lines = printed(LossList::all).lines().toList();
        assertThat(lines).contains("class weights", "proxies", "centers", "pairs", "triplets");
        assertThat(lines.stream().filter(line -> line.startsWith("  ")))
                .hasSameSizeAs(LossProvider.all().all());
        int family = lines.indexOf("class weights");
        assertThat(lines.subList(family, lines.indexOf("proxies"))).anyMatch(line -> line.startsWith("  arcface  "));
    }

    @Test
    void oneLossIsShownInFull() {
        String text = printed(out -> LossList.one(out, LossProvider.all().get("arcface")));
        assertThat(text)
                .startsWith("arcface: ArcFace")
                .contains("family   class weights", "CVPR 2019", "thousands of clean classes.", "tuples   none")
                .contains("scale 8 to 64 (log)")
                .containsPattern("scale +64 +in \\[0.000001, 1000000\\]");
    }

    private static String printed(Consumer<PrintWriter> printing) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        printing.accept(out);
        out.flush();
        return text.toString();
    }
}
