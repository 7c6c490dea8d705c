package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.core.network.InitialWeights;
import org.metricloss.core.network.LayerTraining;
import org.metricloss.core.network.LayerTraining.LayerRange;
import org.metricloss.core.network.LayerTraining.Rate;
import org.metricloss.core.network.NamedNetwork;

class NetworkSettingTest {
    private static final NetworkSetting.Named RESNET = new NetworkSetting.Named(NamedNetwork.RESNET8, 64);

    @Test
    void recordsStateHowWeightsStartAndHowLayersAreTrained() {
        LayerTraining training = new LayerTraining(
                2,
                0,
                List.of(new LayerRange(0, 4), new LayerRange(7, 7)),
                List.of(new Rate(new LayerRange(5, 6), 0.1), new Rate(new LayerRange(8, 8), 0.5)));
        NetworkSetting setting = new NetworkSetting(
                RESNET,
                Optional.of(InitialWeights.CENTER_FACE),
                training,
                Optional.of("start.safetensors"),
                List.of(new LayerRange(9, 9)));
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("initial", "center-face");
        expected.put("weights", "start.safetensors");
        expected.put("fresh", "9");
        expected.put("biases.rate", "2");
        expected.put("biases.decay", "0");
        expected.put("freeze", "0-4, 7");
        expected.put("rates", "5-6: 0.1, 8: 0.5");
        assertThat(setting.settings().toString()).isEqualTo(expected.toString());
    }

    @Test
    void recordsStateOnlyTheInitialWeightsIfNothingElseIsGiven() {
        NetworkSetting plain =
                new NetworkSetting(RESNET, Optional.empty(), LayerTraining.PLAIN, Optional.empty(), List.of());
        assertThat(plain.settings()).isEqualTo(Map.of("initial", "uniform"));
        assertThat(plain.stated().settings()).isEqualTo(Map.of("initial", "he"));
    }
}
