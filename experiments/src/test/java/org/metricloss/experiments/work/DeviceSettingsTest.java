package org.metricloss.experiments.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.core.engine.Device;
import org.metricloss.core.engine.Gpu;

/** How a GPU changes the way in which items are executed. */
class DeviceSettingsTest {
    private static final Device GPU = Device.gpu(1);

    private static WorkerSettings workers(int workers) {
        return new WorkerSettings(
                workers, 0, 1, Duration.ofSeconds(1), false, Duration.ZERO, Optional.empty(), Optional.empty());
    }

    @Test
    void oneWorkerComputesOnAGpuAtATime() {
        assertThat(workers(1).refusal(GPU)).isEmpty();
        assertThat(workers(4).refusal(GPU))
                .hasValue(
                        "--workers must be at most 1 with device gpu:1, got 4: one worker computes on a GPU at a time");
        assertThat(workers(4).refusal(Device.CPU)).isEmpty();
    }

    /** This process has loaded its libraries already, or would load them without the variables. */
    @Test
    void thisProcessComputesOnAGpuOnlyWithTheVariables() {
        assertThat(EngineEnvironment.missingForGpu()).contains("NVIDIA_TF32_OVERRIDE=0");
        assertThat(workers(0).refusal(GPU).orElseThrow())
                .startsWith(
                        "--workers 0 with device gpu:1 needs NVIDIA_TF32_OVERRIDE=0 CUBLAS_WORKSPACE_CONFIG=:4096:8 ");
        assertThat(workers(0).refusal(Device.CPU)).isEmpty();
    }

    @Test
    void processesOnAGpuHaveTheVariablesWhateverTheUserHasSet() {
        ProcessBuilder builder = new ProcessBuilder();
        builder.environment().put("NVIDIA_TF32_OVERRIDE", "1");
        assertThat(EngineEnvironment.in(builder, Device.CPU).environment())
                .containsEntry("NVIDIA_TF32_OVERRIDE", "1")
                .doesNotContainKey("TF_DETERMINISTIC_OPS");
        assertThat(EngineEnvironment.in(builder, GPU).environment()).containsAllEntriesOf(EngineEnvironment.GPU);
    }

    @Test
    void theFreeMemoryOfTheGpuIsALimitToo() {
        MemoryLimit host = new MemoryLimit(1000, "given");
        assertThat(host.on(new Gpu(GPU, "any", "1", 2000, 100)))
                .isEqualTo(new MemoryLimit(80, "80% of what is free on gpu:1"));
        assertThat(host.on(new Gpu(GPU, "any", "1", 8000, 4000))).isEqualTo(host);
        assertThat(host.on(Device.CPU)).isEqualTo(host);
    }
}
