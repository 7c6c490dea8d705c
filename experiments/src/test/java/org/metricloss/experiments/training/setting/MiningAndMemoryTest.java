package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.anchor.CrossBatchMemory;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.ExperimentFileException;

/** Reads mining by steps and memories. The batch has 120 samples. */
class MiningAndMemoryTest {
    private static final Available AVAILABLE = Available.onClassPath();
    private static final String TRIPLET = "{loss: triplet, margin: 0.2, mining: hard}";

    @Test
    void miningByStepsIsWrittenAsItIsRead() {
        Experiment experiment = parse(
                Examples.quickstart(TRIPLET, "{loss: triplet, mining: [{until: 500, use: semi-hard}, {use: hard}]}"));
        LossTerm term = term(experiment);
        assertThat(term.recorded()).containsEntry("mining", "[{until: 500, use: semi-hard}, {use: hard}]");
        Experiment again = parse(experiment.canonicalText());
        assertThat(again.canonicalText()).isEqualTo(experiment.canonicalText());
        assertThat(term(again)).isEqualTo(term);
    }

    @Test
    void aListOfOneMiningIsThatMining() {
        assertThat(parse(Examples.quickstart(TRIPLET, "{loss: triplet, margin: 0.2, mining: [{use: hard}]}"))
                        .canonicalText())
                .isEqualTo(parse(Examples.quickstart()).canonicalText());
    }

    @Test
    void aMemoryWrapsTheLossAndIsRecorded() {
        Experiment experiment = parse(Examples.quickstart(TRIPLET, "{loss: triplet, memory: {size: 256, after: 10}}"));
        LossTerm term = term(experiment);
        MetricLoss loss = term.term().loss();
        assertThat(loss).isInstanceOf(CrossBatchMemory.class);
        assertThat(((CrossBatchMemory) loss).size()).isEqualTo(256);
        assertThat(term.recorded()).containsEntry("memory.size", "256").containsEntry("memory.after", "10");
        assertThat(parse(experiment.canonicalText()).canonicalText()).isEqualTo(experiment.canonicalText());
    }

    @Test
    void aParameterThatWasAddedLaterIsStatedOnlyIfItIsNotTheDefault() {
        String contrastive = "{loss: contrastive, margin: 1.0}";
        String before = parse(Examples.quickstart()).canonicalText();
        assertThat(before).doesNotContain("euclidean,");
        assertThat(parse(Examples.quickstart(contrastive, "{loss: contrastive, margin: 1.0, mining: all}"))
                        .canonicalText())
                .isEqualTo(before);
        assertThat(parse(Examples.quickstart(contrastive, "{loss: contrastive, margin: 1.0, mining: hard}"))
                        .canonicalText())
                .isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{loss: triplet, memory: {size: 119}} | memory.size must be at least 120, the samples of a batch, got 119",
                "{loss: softmax, memory: {size: 256}} | loss softmax with these parameters cannot have a memory",
                "{loss: triplet, swap: true, memory: {size: 256}} | loss triplet with these parameters cannot have a memory",
                "{loss: triplet, memory: {after: 1}} | missing key 'size'",
                "{loss: triplet, memory: 256} | memory must be a mapping",
                "{loss: triplet, mining: [{until: 5, use: all}, {until: 5, use: hard}, {use: all}]} | until must be a step > 5, got 5",
                "{loss: triplet, mining: [{use: all}, {use: hard}]} | missing key 'until'",
                "{loss: triplet, mining: [{until: 5, use: all}, {until: 9, use: hard}]} | unknown key 'until'",
                "{loss: triplet, mining: [{until: 5, use: explicit}, {use: hard}]} | mining: explicit cannot be combined with other mining",
                "{loss: triplet, mining: distance-weighted} | mining: distance-weighted needs normalize: true",
                "{loss: triplet, distance: cosine} | distance: cosine needs normalize: true",
                "{loss: contrastive, algorithm: enumerate, mining: hard} | mining goes only with pairs: all, algorithm: exact",
            })
    void whatDoesNotFitIsRefused(String term, String problem) {
        assertThat(refusal(Examples.quickstart(TRIPLET, term))).contains(problem);
    }

    private static Experiment parse(String text) {
        return Experiment.parse("test.yaml", text, List.of(), AVAILABLE);
    }

    private static String refusal(String text) {
        Throwable thrown = catchThrowable(() -> parse(text));
        assertThat(thrown).isInstanceOf(ExperimentFileException.class);
        return thrown.getMessage();
    }

    private static LossTerm term(Experiment experiment) {
        return experiment.objectives().get(3).terms().get(0);
    }
}
