package org.metricloss.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.metricloss.experiments.training.setting.ProbeLoss;

class ParameterDescriptionTest {
    @Test
    void everyParameterIsDescribedInTheOrderItIsRead() {
        assertThat(ParameterDescription.of(new ProbeLoss.Provider("probe")))
                .containsExactly(
                        new ParameterDescription("margin", "number", "1", "> 0", ""),
                        new ParameterDescription("alpha", "number", "0.5", "in [0, 1]", ""),
                        new ParameterDescription("mining", "choice", "all", "one of all, hard, semi-hard", ""),
                        new ParameterDescription("squared", "flag", "false", "true or false", ""));
    }
}
