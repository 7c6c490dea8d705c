package org.metricloss.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class VectorSetTest {
    private static final List<String> NAMES = List.of("cat", "dog");
    private static final InputScaling AS_IS = InputScaling.of(0, 1);

    private static VectorSet three() {
        return VectorSet.of(2, NAMES, new float[] {0, 1, 10, 11, 20, 21}, new int[] {1, 0, 1});
    }

    @Test
    void copiesVectorsInTheOrderAskedFor() {
        float[] target = {-1, -1, -1, -1, -1};
        three().copy(new int[] {2, 0}, AS_IS, target);
        assertThat(target).containsExactly(20, 21, 0, 1, -1);
    }

    @Test
    void scalingDoesNotChangeTheStoredValues() {
        VectorSet vectors = three();
        vectors.copy(new int[] {2}, InputScaling.of(5, 5), new float[2]);
        float[] target = new float[2];
        vectors.copy(new int[] {2}, AS_IS, target);
        assertThat(target).containsExactly(20, 21);
    }

    @Test
    void aViewNumbersItsVectorsFromZero() {
        SampleSet view = three().select(new int[] {2, 1}).select(new int[] {1});
        float[] target = new float[2];
        view.copy(new int[] {0}, AS_IS, target);
        assertThat(target).containsExactly(10, 11);
        assertThat(view.labels()).containsExactly(0);
        assertThatThrownBy(() -> view.copy(new int[] {1}, AS_IS, target)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void setsAreJoinedInOrder() {
        SampleSet joined = three().select(new int[] {2}).followedBy(three());
        float[] target = new float[8];
        joined.copy(new int[] {0, 1, 2, 3}, AS_IS, target);
        assertThat(target).containsExactly(20, 21, 0, 1, 10, 11, 20, 21);
        assertThat(joined.labels()).containsExactly(1, 1, 0, 1);
    }

    @Test
    void valuesThatAreNotFiniteAreRefusedWithTheirPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VectorSet.of(2, NAMES, new float[] {0, 1, 2, Float.NaN}, new int[2]))
                .withMessage("values must be finite as 32-bit numbers, got NaN in vector 1, coordinate 1");
    }

    @Test
    void sizesAndLabelsMustFit() {
        assertThatIllegalArgumentException().isThrownBy(() -> VectorSet.of(0, NAMES, new float[0], new int[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VectorSet.of(2, NAMES, new float[3], new int[2]))
                .withMessage("2 vectors of 2 have 4 values, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VectorSet.of(1, NAMES, new float[1], new int[] {2}))
                .withMessage("label must be from 0 to 1, got 2 for vector 0");
        assertThatIllegalArgumentException().isThrownBy(() -> three().copy(new int[] {0}, AS_IS, new float[1]));
    }
}
