package org.metricloss.experiments.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionsTest {
    @Test
    void onlyVariablesThatChooseKernelsAreRecordedAndOnlyWhereTheyAreSet() {
        assertThat(Versions.ofKernels(Map.of(
                        "TF_ENABLE_ONEDNN_OPTS", "0", "ATEN_CPU_CAPABILITY", "avx2", "MKL_CBWR", "", "PATH", "/bin")))
                .isEqualTo(Map.of("TF_ENABLE_ONEDNN_OPTS", "0", "ATEN_CPU_CAPABILITY", "avx2"));
    }
}
