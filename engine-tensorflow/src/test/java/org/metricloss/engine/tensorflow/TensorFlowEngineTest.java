package org.metricloss.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.metricloss.core.engine.Device;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineException;
import org.metricloss.core.engine.EngineInfo;
import org.tensorflow.proto.ConfigProto;

class TensorFlowEngineTest {
    @Test
    void isFoundOnTheClassPath() {
        assertThat(Engine.all().get("tensorflow")).isInstanceOf(TensorFlowEngine.class);
    }

    @Test
    void tellsItsVersionsAndItsCache() {
        EngineInfo info = new TensorFlowEngine().info();
        assertThat(info.library()).matches("TensorFlow Java \\d+\\.\\d+\\.\\d+");
        assertThat(info.nativeLibrary()).matches("TensorFlow \\d+\\.\\d+\\.\\d+ \\((CPU|CUDA)\\)");
        assertThat(Path.of(info.cache())).isDirectory();
    }

    @Test
    void theRuntimeListsTheProcessorAndNoHiddenGpu() {
        new TensorFlowEngine().info();
        ConfigProto onProcessor = ProcessThreads.on(Device.CPU).build();
        assertThat(RuntimeDevices.count("CPU", onProcessor)).isEqualTo(1);
        assertThat(RuntimeDevices.count("GPU", onProcessor)).isZero();
    }

    @Test
    void computesOnTheProcessorUnlessAskedOtherwise() {
        assertThat(new TensorFlowEngine().device()).isEqualTo(Device.CPU);
        assertThat(new TensorFlowEngine().on(Device.CPU).device()).isEqualTo(Device.CPU);
    }

    @Test
    void aBuildForTheCpuRefusesAGpuAndSaysWhatToInstall() {
        assumeTrue(new TensorFlowEngine().info().nativeLibrary().endsWith("(CPU)"), "this is a build for GPUs");
        assertThat(new TensorFlowEngine().gpus().list()).isEmpty();
        assertThatThrownBy(() -> new TensorFlowEngine().on(Device.gpu(1)))
                .isInstanceOf(EngineException.class)
                .hasMessage("engine tensorflow cannot compute on gpu:1: its TensorFlow is built for the CPU;"
                        + " build on Linux x86-64 with -Dgpu, as docs/engines.md says");
    }
}
