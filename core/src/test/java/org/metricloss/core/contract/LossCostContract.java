package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossStage;

/** What every loss must state truly of its own cost: how many tuples a batch has, and the stages in which it is computed. */
abstract class LossCostContract extends LossEdgeContract {
    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void tuplesAreCountedExactlyAsPredicted(Subject subject) {
        LossExample ordinary = LossExamples.ordinary(subject.loss());
        assertTuples("ordinary", subject, ordinary);
        LossExamples.edges(subject.loss()).forEach((name, example) -> assertTuples(name, subject, example));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void stagesEndInTheLossAndNameEachPhaseOnce(Subject subject) {
        List<LossStage> stages = CostedLoss.of(subject.loss()).stages();
        assertThat(stages.stream().flatMap(stage -> stage.phases().stream()))
                .isNotEmpty()
                .doesNotHaveDuplicates();
        LossStage last = stages.get(stages.size() - 1);
        assertThat(last.loss()).isEqualTo(subject.loss());
        assertThat(last.extent()).isEqualTo(LossStage.Extent.ALL);
        LossExample example = LossExamples.ordinary(subject.loss());
        for (LossStage stage : stages) {
            LossRun run = LossRun.of(subject.engine(), stage.loss(), example);
            assertFinite(stage.name(), DoubleArray.of(Shape.of(1), run.value()));
            if (stage.extent() == LossStage.Extent.ALL) {
                assertThat(run.value())
                        .as(stage.name())
                        .isEqualTo(subject.run(example).value());
                assertThat(run.gradient().toArray())
                        .as(stage.name())
                        .isEqualTo(subject.run(example).gradient().toArray());
            }
        }
    }

    /** A loss that does not state its cost predicts nothing. */
    private static void assertTuples(String name, Subject subject, LossExample example) {
        LossSetting setting = setting(example);
        BatchProfile profile = BatchProfile.ofLabels(example.labels(), setting.classes(), setting.dimension())
                .listing(example.tuples().map(tuples -> tuples.length).orElse(0));
        double counted = tuples(subject.run(example)).orElse(0.0);
        if (subject.loss() instanceof CostedLoss costed) {
            assertThat((double) costed.tuples(profile))
                    .as(
                            "%s: tuples that CostedLoss.tuples of %s predicts, against those that compute counts as %s",
                            name, subject.name(), Diagnostic.TUPLES_CONSIDERED)
                    .isEqualTo(counted);
        }
    }
}
