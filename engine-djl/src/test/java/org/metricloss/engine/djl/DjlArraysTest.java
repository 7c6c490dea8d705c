package org.metricloss.engine.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;

class DjlArraysTest {
    /** A copy in another type would stay in native memory for as long as the manager is open. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void anArrayIsInNativeMemoryOnce(DataType type) {
        new DjlEngine().info();
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray array = DjlArrays.of(manager, DoubleArray.of(Shape.of(1, 2), 0.1, 2), type);
            assertThat(array.getDataType()).isEqualTo(type);
            assertThat(manager.getManagedArrays()).containsExactly(array);
            double first = type == DataType.FLOAT32 ? 0.1f : 0.1;
            assertThat(DjlArrays.read(array).toArray()).containsExactly(first, 2);
        }
    }
}
