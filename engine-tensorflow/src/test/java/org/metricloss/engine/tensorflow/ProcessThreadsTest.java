package org.metricloss.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.core.engine.Device;
import org.metricloss.core.engine.EngineException;
import org.tensorflow.proto.ConfigProto;

class ProcessThreadsTest {
    @Test
    void firstNumberHoldsForTheProcess() {
        ProcessThreads threads = new ProcessThreads(Map.of());
        assertThat(threads.training(2, Device.CPU).getIntraOpParallelismThreads())
                .isEqualTo(2);
        assertThat(threads.training(2, Device.CPU).getInterOpParallelismThreads())
                .isEqualTo(1);
        assertThat(threads.singleRun(Device.CPU).getIntraOpParallelismThreads()).isEqualTo(2);
        assertThatThrownBy(() -> threads.training(1, Device.CPU))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "engine tensorflow has started with 2 threads in this process and cannot change to 1: ask for 2,"
                                + " start another process, or set TF_OVERRIDE_GLOBAL_THREADPOOL=1 in the environment");
    }

    @Test
    void singleRunThatComesFirstStartsOneThread() {
        ProcessThreads threads = new ProcessThreads(Map.of());
        assertThat(threads.singleRun(Device.CPU).getIntraOpParallelismThreads()).isEqualTo(1);
        assertThatThrownBy(() -> threads.training(2, Device.CPU)).isInstanceOf(EngineException.class);
    }

    /** Without the count, a build for GPUs would place operations on one. */
    @Test
    void aSessionOnTheProcessorHasNoGpu() {
        ProcessThreads threads = new ProcessThreads(Map.of());
        assertThat(threads.training(2, Device.CPU).getDeviceCountMap()).containsExactly(Map.entry("GPU", 0));
        assertThat(threads.singleRun(Device.CPU).getDeviceCountMap()).containsExactly(Map.entry("GPU", 0));
    }

    @Test
    void aProcessComputesOnOneGpu() {
        ProcessThreads threads = new ProcessThreads(Map.of());
        ConfigProto first = threads.training(2, Device.gpu(1));
        assertThat(first.getGpuOptions().getVisibleDeviceList()).isEqualTo("1");
        assertThat(first.getGpuOptions().getAllowGrowth()).isTrue();
        assertThat(first.getAllowSoftPlacement()).isFalse();
        assertThat(first.getDeviceCountMap()).isEmpty();
        assertThat(threads.training(2, Device.CPU).getGpuOptions().getVisibleDeviceList())
                .isEmpty();
        assertThatThrownBy(() -> threads.training(2, Device.gpu(0)))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "engine tensorflow has started on gpu:1 in this process and cannot change to gpu: start another process");
    }

    @Test
    void environmentMayGiveEverySessionItsOwnPool() {
        ProcessThreads threads = new ProcessThreads(Map.of("TF_OVERRIDE_GLOBAL_THREADPOOL", "1"));
        assertThat(threads.training(2, Device.CPU).getIntraOpParallelismThreads())
                .isEqualTo(2);
        assertThat(threads.training(3, Device.CPU).getIntraOpParallelismThreads())
                .isEqualTo(3);
    }
}
