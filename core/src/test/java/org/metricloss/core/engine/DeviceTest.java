package org.metricloss.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
    @ParameterizedTest
    @CsvSource({"cpu, cpu", "gpu, gpu", "gpu:0, gpu", "gpu:1, gpu:1", "gpu:12, gpu:12"})
    void isWrittenAsItIsRead(String read, String written) {
        Device device = Device.parse(read).orElseThrow();
        assertThat(device).hasToString(written);
        assertThat(Device.parse(written)).contains(device);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GPU", "cuda", "gpu:", "gpu:-1", "gpu:01", "gpu:1000", "gpu 1", "cpu:0"})
    void nothingElseIsADevice(String text) {
        assertThat(Device.parse(text)).isEmpty();
    }

    @Test
    void onlyAGpuHasANumber() {
        assertThat(Device.CPU.isGpu()).isFalse();
        assertThat(Device.gpu(2).gpu()).hasValue(2);
        assertThatThrownBy(() -> Device.gpu(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
