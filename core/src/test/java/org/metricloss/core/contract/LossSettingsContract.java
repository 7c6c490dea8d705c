package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;

/** What the provider of a loss must do: make the paper's loss by default and refuse settings out of range. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LossSettingsContract {
    /** {@return for each loss its id and the loss that no setting gives} */
    protected abstract Stream<Arguments> defaults();

    /** {@return the id of a loss, settings that it must refuse as a map, and the message} */
    protected abstract Stream<Arguments> refused();

    /** {@return the engines to check losses on} */
    protected static List<Engine> engines() {
        return TestEngines.all();
    }

    @ParameterizedTest
    @MethodSource("defaults")
    final void providersAreFoundAndMakeThePapersLossUnlessToldOtherwise(String id, MetricLoss expected) {
        assertThat(LossProvider.all().get(id).create(Parameters.of(Map.of()))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("refused")
    final void wrongSettingsAreRefusedWithAReason(String id, Map<String, ?> given, String message) {
        assertThatThrownBy(() -> LossProvider.all().get(id).create(Parameters.of(given)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
