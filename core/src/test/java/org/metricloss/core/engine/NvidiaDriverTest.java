package org.metricloss.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NvidiaDriverTest {
    private static final String TWO = """
            0, GPU-5a0c, NVIDIA A100-SXM4-40GB, 550.54.15, 40960, 40000
            1, GPU-77fe, NVIDIA RTX A4000, 550.54.15, 16376, 0
            """;

    @Test
    void listsTheGpusOfAnAnswer() {
        assertThat(NvidiaDriver.parse(TWO, Optional.empty()).list())
                .containsExactly(
                        new Gpu(Device.gpu(0), "NVIDIA A100-SXM4-40GB", "550.54.15", 40960L << 20, 40000L << 20),
                        new Gpu(Device.gpu(1), "NVIDIA RTX A4000", "550.54.15", 16376L << 20, 0));
    }

    /** CUDA numbers the GPUs that the variable names, in its order. */
    @Test
    void visibleGpusAreNumberedAnew() {
        assertThat(names("1,0")).containsExactly("NVIDIA RTX A4000", "NVIDIA A100-SXM4-40GB");
        assertThat(names("GPU-77")).containsExactly("NVIDIA RTX A4000");
        assertThat(names("1,-1,0")).containsExactly("NVIDIA RTX A4000");
        assertThat(NvidiaDriver.parse(TWO, Optional.of("")).whyNone())
                .isEqualTo("CUDA_VISIBLE_DEVICES= hides the machine's GPUs");
    }

    private static List<String> names(String visible) {
        return NvidiaDriver.parse(TWO, Optional.of(visible)).list().stream()
                .map(Gpu::name)
                .toList();
    }

    @Test
    void saysWhatIsWrongWithAnAnswer() {
        assertThat(NvidiaDriver.parse("\n", Optional.empty()).whyNone()).isEqualTo("the NVIDIA driver reports no GPU");
        assertThat(NvidiaDriver.parse("0, GPU-1, a, b, [N/A], 1", Optional.empty())
                        .whyNone())
                .isEqualTo("nvidia-smi gave an answer that is not understood: 0, GPU-1, a, b, [N/A], 1");
        assertThat(NvidiaDriver.parse("no devices were found", Optional.empty()).list())
                .isEmpty();
    }

    @Test
    void anotherNumberIsRefusedWithThoseThatExist() {
        Gpus two = NvidiaDriver.parse(TWO, Optional.empty());
        assertThat(two.get("djl", Device.gpu(1)).name()).isEqualTo("NVIDIA RTX A4000");
        assertThatThrownBy(() -> two.get("djl", Device.gpu(2)))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "engine djl cannot compute on gpu:2: available: gpu (NVIDIA A100-SXM4-40GB), gpu:1 (NVIDIA RTX A4000)");
        assertThatThrownBy(() -> Gpus.none("the build has no CUDA").get("djl", Device.gpu(0)))
                .isInstanceOf(EngineException.class)
                .hasMessage("engine djl cannot compute on gpu: the build has no CUDA");
    }

    /** Whatever this machine has, the answer is GPUs or a reason. */
    @Test
    void theMachineGivesGpusOrAReason() {
        Gpus gpus = NvidiaDriver.gpus();
        assertThat(gpus.list().isEmpty()).isNotEqualTo(gpus.whyNone().isEmpty());
    }
}
