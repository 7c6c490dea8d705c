package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metricloss.core.augment.Transform;
import org.metricloss.core.network.Layer;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.optimizer.Schedule;

/** A layer, optimizer or schedule that experiment files cannot name, or that their canonical text does not know. */
class SealedKindsTest {
    @Test
    void everyLayerIsDescribed() {
        assertThat(LayerKinds.classes()).containsExactlyInAnyOrder(Layer.class.getPermittedSubclasses());
    }

    @Test
    void everyOptimizerIsDescribed() {
        assertThat(OptimizerBlock.TYPE.classes())
                .containsExactlyInAnyOrder(OptimizerSpec.class.getPermittedSubclasses());
    }

    /** A warm-up is a setting of every schedule. */
    @Test
    void everyScheduleIsDescribed() {
        assertThat(Stream.concat(ScheduleKinds.TYPE.classes().stream(), Stream.of(Schedule.WarmedUp.class)))
                .containsExactlyInAnyOrder(Schedule.class.getPermittedSubclasses());
    }

    @Test
    void everyAugmentationIsDescribed() {
        assertThat(AugmentKinds.TYPE.classes()).containsExactlyInAnyOrder(Transform.class.getPermittedSubclasses());
    }

    @Test
    void everyWayToDrawBatchesIsReadBack() {
        List<BatchSetting> batches = List.of(
                new BatchSetting.Uniform(7),
                new BatchSetting.PerClass(2, 3),
                new BatchSetting.Pairs(4),
                new BatchSetting.Triplets(5),
                new BatchSetting.Views(new BatchSetting.PerClass(2, 3), 2));
        assertThat(batches.stream().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrder(BatchSetting.class.getPermittedSubclasses());
        for (BatchSetting batch : batches) {
            assertThat(BatchBlock.BLOCK.read(
                            new org.metricloss.experiments.file.Value("batch", BatchBlock.BLOCK.written(batch))))
                    .isEqualTo(batch);
        }
    }
}
