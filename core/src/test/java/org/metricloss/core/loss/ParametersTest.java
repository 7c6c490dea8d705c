package org.metricloss.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    private enum Mining {
        ALL,
        SEMI_HARD
    }

    @Test
    void givenValuesAreReadAndMissingOnesTakeTheirDefault() {
        Parameters parameters = Parameters.of(Map.of("margin", 0.5, "mining", "semi-hard", "swap", true));
        assertThat(parameters.number("margin", 0.2, Range.positive())).isEqualTo(0.5);
        assertThat(parameters.choice("mining", Mining.ALL)).isEqualTo(Mining.SEMI_HARD);
        assertThat(parameters.flag("swap", false)).isTrue();
        assertThat(parameters.number("alpha", 0.3, Range.positive())).isEqualTo(0.3);
        assertThat(parameters.choice("update", Mining.ALL)).isEqualTo(Mining.ALL);
        assertThat(parameters.flag("normalize", true)).isTrue();
    }

    @Test
    void wrongValuesAreRefusedWithWhatIsAllowed() {
        Parameters parameters = Parameters.of(Map.of("margin", -0.2, "mining", "semi", "swap", "yes"));
        assertThatThrownBy(() -> parameters.number("margin", 0.2, Range.positive()))
                .hasMessage("margin must be > 0, got -0.2");
        assertThatThrownBy(() -> parameters.choice("mining", Mining.ALL))
                .hasMessage("mining must be one of all, semi-hard, got semi");
        assertThatThrownBy(() -> parameters.flag("swap", true)).hasMessage("swap must be true or false, got yes");
    }

    @Test
    void wholeNumbersAreReadAndOthersRefused() {
        Parameters parameters =
                Parameters.of(Map.of("proxies", 3, "centers", 4.0, "steps", 2.5, "size", 0, "most", 3e9));
        Range range = Range.atLeast(1);
        assertThat(parameters.integer("proxies", 1, range)).isEqualTo(3);
        assertThat(parameters.integer("centers", 1, range)).isEqualTo(4);
        assertThat(parameters.integer("missing", 7, range)).isEqualTo(7);
        assertThatThrownBy(() -> parameters.integer("steps", 1, range))
                .hasMessage("steps must be a whole number >= 1, got 2.5");
        assertThatThrownBy(() -> parameters.integer("size", 1, range))
                .hasMessage("size must be a whole number >= 1, got 0");
        assertThatThrownBy(() -> parameters.integer("most", 1, range))
                .hasMessage("most must be a whole number >= 1, got 3.0E9");
        assertThatThrownBy(() -> parameters.when(false, "memory: true").integer("size", 1, range))
                .hasMessage("size goes only with memory: true");
    }

    @Test
    void parametersThatDoNotApplyAreTheirDefaultsAndRefusedIfGiven() {
        Parameters parameters = Parameters.of(Map.of("margin", 0.5, "mining", "semi-hard", "swap", true));
        assertThat(parameters.when(true, "mining: semi-hard").number("margin", 0.2, Range.positive()))
                .isEqualTo(0.5);
        Parameters other = parameters.when(false, "mining: all");
        assertThat(other.number("alpha", 0.3, Range.positive())).isEqualTo(0.3);
        assertThat(other.choice("update", Mining.ALL)).isEqualTo(Mining.ALL);
        assertThat(other.flag("normalize", true)).isTrue();
        assertThatThrownBy(() -> other.number("margin", 0.2, Range.positive()))
                .hasMessage("margin goes only with mining: all");
        assertThatThrownBy(() -> other.choice("mining", Mining.ALL)).hasMessage("mining goes only with mining: all");
        assertThatThrownBy(() -> other.when(true, "anything").flag("swap", true))
                .hasMessage("swap goes only with mining: all");
    }

    @ParameterizedTest
    @CsvSource({"NaN,false", "Infinity,false", "0,false", "1e-300,true", "5,true"})
    void positiveMeansAboveZeroAndFinite(double number, boolean contained) {
        assertThat(Range.positive().contains(number)).isEqualTo(contained);
    }

    @Test
    void rangesSayWhatTheyAllow() {
        assertThat(Range.atLeast(0)).hasToString(">= 0");
        assertThat(Range.positive()).hasToString("> 0");
        assertThat(Range.between(0, 1)).hasToString("in [0, 1]");
        assertThat(Range.fromBelow(0, 0.5)).hasToString("in [0, 0.5)");
        assertThat(Range.finite()).hasToString("a finite number");
    }
}
