package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.optimizer.OptimizerSpec.Adam;
import org.metricloss.core.optimizer.OptimizerSpec.Sgd;
import org.metricloss.core.optimizer.Schedule;

class OptimizerReaderTest {
    private static final String SGD = "{type: sgd, learningRate: 0.01, momentum: 0.9, weightDecay: 5.0e-4}";

    private static Experiment with(String optimizer) {
        return Examples.parse(Examples.quickstart(SGD, optimizer));
    }

    private static Schedule schedule(String schedule) {
        return Examples.parse(Examples.quickstart(), "optimizer.schedule=" + schedule)
                .optimizer()
                .schedule();
    }

    @Test
    void adamHasThePapersDefaults() {
        assertThat(with("{type: adam, learningRate: 0.001}").optimizer())
                .isEqualTo(new OptimizerSetting(new Adam(0.001, 0.9, 0.999, 1e-8, 0), Schedule.CONSTANT));
    }

    @Test
    void sgdWithoutMomentumIsPlain() {
        assertThat(with("{type: sgd, learningRate: 0.5}").optimizer())
                .isEqualTo(new OptimizerSetting(new Sgd(0.5, 0, 0), Schedule.CONSTANT));
    }

    @Test
    void scheduleIsAWordOrAMapping() {
        assertThat(schedule("constant")).isEqualTo(Schedule.CONSTANT);
        assertThat(schedule("{type: constant}")).isEqualTo(Schedule.CONSTANT);
        assertThat(schedule("{type: step, every: 3, factor: 0.1}")).isEqualTo(new Schedule.Step(3, 0.1));
        assertThat(schedule("cosine")).isEqualTo(new Schedule.Cosine(0));
        assertThat(schedule("{type: cosine}")).isEqualTo(new Schedule.Cosine(0));
        assertThat(schedule("{type: cosine, floor: 0.05}")).isEqualTo(new Schedule.Cosine(0.05));
        assertThat(schedule("{type: cosine, floor: 0.05, warmup: 20}"))
                .isEqualTo(new Schedule.WarmedUp(20, new Schedule.Cosine(0.05)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: sgd, learningRate: 0.5, schedule: cosine}",
                "{type: adam, learningRate: 1e-3}",
                "{type: adam, learningRate: 1e-3, beta1: 0, epsilon: 1e-30, schedule: {type: step, every: 1000, factor: 1}}",
                "{type: adam, learningRate: 0, weightDecay: 3, schedule: {type: cosine, floor: 1.0}}",
                "{type: adam, learningRate: 0.1, clipNorm: 2.5, schedule: {type: constant, warmup: 7}}",
                "{type: sgd, learningRate: 0.1, clipNorm: 1, schedule: {type: step, every: 2, factor: 0.5, warmup: 100}}",
            })
    void canonicalTextReadsBack(String optimizer) {
        Experiment experiment = with(optimizer);

        assertThat(Examples.parse(experiment.canonicalText())).isEqualTo(experiment);
    }

    @Test
    void canonicalTextHoldsEveryDefault() {
        String canonical =
                with("{type: adam, learningRate: 0.001, schedule: cosine}").canonicalText();

        assertThat(canonical.replaceAll("\\s", "")).contains("""
                        "optimizer":{"type":"adam","learningRate":0.001,"beta1":0.9,"beta2":0.999,"epsilon":1E-8,\
                        "weightDecay":0,"schedule":{"type":"cosine","floor":0}},""");
    }

    @Test
    void clipNormAndWarmUpAreInTheSettingsWhereTheyAreGiven() {
        OptimizerSetting setting =
                with("{type: sgd, learningRate: 0.1, clipNorm: 2.5, schedule: {type: constant, warmup: 7}}")
                        .optimizer();

        assertThat(setting.spec()).isEqualTo(new Sgd(0.1, 0, 0, OptionalDouble.of(2.5)));
        assertThat(setting.settings()).contains(entry("clipNorm", "2.5"), entry("schedule.warmup", "7"));
        assertThat(with("{type: sgd, learningRate: 0.1}").optimizer().settings())
                .doesNotContainKeys("clipNorm", "schedule.warmup");
    }

    @Test
    void settingsForRecordsAreDecimalAndInOrder() {
        OptimizerSetting setting = new OptimizerSetting(new Sgd(0.05, 0.9, 5e-4), new Schedule.Step(10, 0.5));

        assertThat(setting.settings())
                .containsExactly(
                        entry("learningRate", "0.05"),
                        entry("momentum", "0.9"),
                        entry("weightDecay", "0.0005"),
                        entry("schedule", "step"),
                        entry("schedule.every", "10"),
                        entry("schedule.factor", "0.5"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
{type: adam}           | 5:12: missing key 'learningRate'; allowed: type, learningRate, beta1, beta2, epsilon, weightDecay, clipNorm, schedule
{type: adam, learningRate: 1, momentum: 0.9} | 5:42: unknown key 'momentum' of optimizer adam; allowed: type, learningRate, beta1, beta2, epsilon, weightDecay, clipNorm, schedule
{type: sgd, learningRate: 1, beta1: 0.9} | 5:41: unknown key 'beta1' of optimizer sgd; allowed: type, learningRate, momentum, nesterov, weightDecay, clipNorm, schedule
{type: adam, learningRate: -1} | 5:39: learningRate must be >= 0, got -1
{type: adam, learningRate: 1, beta1: 1} | 5:49: beta1 must be in [0, 0.9999999], got 1
{type: adam, learningRate: 1, beta2: -0.1} | 5:49: beta2 must be in [0, 0.9999999], got -0.1
{type: adam, learningRate: 1, epsilon: 0} | 5:51: epsilon must be >= 1.0E-30, got 0
{type: adam, learningRate: 1, weightDecay: -1} | 5:55: weightDecay must be >= 0, got -1
{type: adam, learningRate: 1, schedule: cosin} | 5:52: no schedule 'cosin'; available: constant, step, milestones, cosine; did you mean 'cosine'?
{type: adam, learningRate: 1, schedule: step} | 5:52: schedule step needs settings: {type: step, every: ..., factor: ...}
{type: adam, learningRate: 1, schedule: 3} | 5:52: schedule must be a schedule's name or a mapping, got 3
{type: adam, learningRate: 1, schedule: {type: step, factor: 0.1}} | 5:52: missing key 'every'; allowed: type, every, factor, warmup
{type: adam, learningRate: 1, schedule: {type: step, every: 0, factor: 0.1}} | 5:72: every must be a whole number in [1, 1000000], got 0
{type: adam, learningRate: 1, schedule: {type: step, every: 2, factor: 0}} | 5:83: factor must be in (0, 1], got 0
{type: adam, learningRate: 1, schedule: {type: step, every: 2, factor: 1.5}} | 5:83: factor must be in (0, 1], got 1.5
{type: adam, learningRate: 1, schedule: {type: step, every: 2, factor: 1, floor: 0}} | 5:86: unknown key 'floor' of schedule step; allowed: type, every, factor, warmup
{type: adam, learningRate: 1, schedule: {type: cosine, floor: 2}} | 5:74: floor must be in [0, 1], got 2
{type: adam, learningRate: 1, schedule: {type: constant, warmup: 0}} | 5:77: warmup must be a whole number in [1, 2147483647], got 0
{type: sgd, learningRate: 1, clipNorm: 0} | 5:51: clipNorm must be > 0, got 0
{type: adam, learningRate: 1, schedule: {floor: 0}} | 5:52: missing key 'type'; allowed: type, warmup, every, factor, at, unit, floor
""")
    void wrongOptimizerIsRefusedAtItsPlace(String optimizer, String refusal) {
        assertThat(Examples.refusal(Examples.quickstart(SGD, optimizer))).isEqualTo("test.yaml:" + refusal);
    }
}
