package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metricloss.core.loss.Range;
import org.metricloss.experiments.file.ExperimentFileException;
import org.metricloss.experiments.file.LossParameters;
import org.metricloss.experiments.file.Source;
import org.metricloss.experiments.file.YamlNode;
import org.metricloss.experiments.file.YamlReader;

class LossParametersTest {
    @Test
    void whatWasReadIsRememberedInOrder() {
        LossParameters parameters = parameters("{loss: x, margin: 2.50, squared: true}");

        assertThat(parameters.flag("squared", false)).isTrue();
        assertThat(parameters.number("margin", 1, Range.positive())).isEqualTo(2.5);
        assertThat(parameters.choice("mining", ProbeLoss.Mining.SEMI_HARD)).isEqualTo(ProbeLoss.Mining.SEMI_HARD);
        assertThat(parameters.resolved())
                .containsExactly(entry("squared", "true"), entry("margin", "2.5"), entry("mining", "semi-hard"));
        parameters.refuseUnknown("x");
    }

    @Test
    void wholeNumberIsReadInItsRangeAndWrittenWithoutAPoint() {
        LossParameters parameters = parameters("{loss: x, centers: 3, proxies: 2.5}");

        assertThat(parameters.integer("centers", 1, Range.atLeast(1))).isEqualTo(3);
        assertThat(parameters.integer("steps", 1000, Range.atLeast(1))).isEqualTo(1000);
        assertThat(parameters.resolved()).containsExactly(entry("centers", "3"), entry("steps", "1000"));
        assertThatExceptionOfType(ExperimentFileException.class)
                .isThrownBy(() -> parameters.integer("proxies", 1, Range.between(1, 9)))
                .withMessage("term:1:32: proxies must be a whole number in [1, 9], got 2.5");
    }

    @Test
    void whatWasNotReadIsRefused() {
        LossParameters parameters = parameters("{loss: x, margin: 1}");

        assertThatExceptionOfType(ExperimentFileException.class)
                .isThrownBy(() -> parameters.refuseUnknown("x"))
                .withMessage("term:1:11: unknown key 'margin' of loss x; allowed: loss, weight");
    }

    @Test
    void parameterThatDoesNotApplyIsRefusedAtItsKeyAndNotRemembered() {
        LossParameters parameters = parameters("{loss: x, margin: 1}");

        assertThat(parameters.when(false, "form: linear").flag("swap", true)).isTrue();
        assertThat(parameters.resolved()).isEmpty();
        assertThatExceptionOfType(ExperimentFileException.class)
                .isThrownBy(() -> parameters.when(false, "form: linear").number("margin", 1, Range.positive()))
                .withMessage("term:1:11: margin goes only with form: linear");
    }

    @Test
    void parameterCalledLikeAKeyOfTheTermIsAMistakeOfTheLoss() {
        assertThatIllegalStateException()
                .isThrownBy(() -> parameters("{loss: x, weight: 1}").number("weight", 1, Range.positive()))
                .withMessage("a loss cannot have a parameter 'weight': the term uses that key");
    }

    private static LossParameters parameters(String term) {
        YamlNode.Mapping mapping = (YamlNode.Mapping) YamlReader.read(Source.file("term"), term);
        return new LossParameters(mapping, List.of("loss", "weight"));
    }
}
