package org.metricloss.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.core.engine.EngineException;

class ProcessThreadsTest {
    @Test
    void firstNumberHoldsForTheProcess() {
        ProcessThreads threads = new ProcessThreads(Map.of());
        assertThat(threads.training(2).getIntraOpParallelismThreads()).isEqualTo(2);
        assertThat(threads.training(2).getInterOpParallelismThreads()).isEqualTo(1);
        assertThat(threads.singleRun().getIntraOpParallelismThreads()).isEqualTo(2);
        assertThatThrownBy(() -> threads.training(1))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "engine tensorflow has started with 2 threads in this process and cannot change to 1: ask for 2,"
                                + " start another process, or set TF_OVERRIDE_GLOBAL_THREADPOOL=1 in the environment");
    }

    @Test
    void singleRunThatComesFirstStartsOneThread() {
        ProcessThreads threads = new ProcessThreads(Map.of());
        assertThat(threads.singleRun().getIntraOpParallelismThreads()).isEqualTo(1);
        assertThatThrownBy(() -> threads.training(2)).isInstanceOf(EngineException.class);
    }

    @Test
    void environmentMayGiveEverySessionItsOwnPool() {
        ProcessThreads threads = new ProcessThreads(Map.of("TF_OVERRIDE_GLOBAL_THREADPOOL", "1"));
        assertThat(threads.training(2).getIntraOpParallelismThreads()).isEqualTo(2);
        assertThat(threads.training(3).getIntraOpParallelismThreads()).isEqualTo(3);
    }
}
