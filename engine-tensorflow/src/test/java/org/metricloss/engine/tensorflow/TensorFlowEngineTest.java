package org.metricloss.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineInfo;

class TensorFlowEngineTest {
    @Test
    void isFoundOnTheClassPath() {
        assertThat(Engine.all().get("tensorflow")).isInstanceOf(TensorFlowEngine.class);
    }

    @Test
    void tellsItsVersionsAndItsCache() {
        EngineInfo info = new TensorFlowEngine().info();
        assertThat(info.library()).matches("TensorFlow Java \\d+\\.\\d+\\.\\d+");
        assertThat(info.nativeLibrary()).matches("TensorFlow \\d+\\.\\d+\\.\\d+ \\(CPU\\)");
        assertThat(Path.of(info.cache())).isDirectory();
    }
}
