package org.metricloss.experiments.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void deathIsToldAsASignalOrAnExitCodeWithTheLastLines() {
        assertThat(Failure.died(137, "").reason()).isEqualTo("its process was ended by signal 9 (SIGKILL)");
        assertThat(Failure.died(139, "a | b").reason())
                .isEqualTo("its process was ended by signal 11 (SIGSEGV); its last lines: a | b");
        assertThat(Failure.died(1, "").reason()).isEqualTo("its process ended with exit code 1");
        assertThat(Failure.died(255, "").reason()).isEqualTo("its process ended with exit code 255");
    }
}
