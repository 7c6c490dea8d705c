package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TermNamesTest {
    @Test
    void furtherTermsOfALossAreNumbered() {
        assertThat(names("a", "b", "a", "a", "b")).containsExactly("a", "b", "a-2", "a-3", "b-2");
    }

    @Test
    void numberedNameStaysClearOfALossOfThatName() {
        assertThat(names("a", "a-2", "a", "a-2")).containsExactly("a", "a-2", "a-3", "a-2-2");
        assertThat(names("a", "a", "a-2")).containsExactly("a", "a-2", "a-2-2");
    }

    private static Stream<String> names(String... losses) {
        return Stream.of(losses).map(new TermNames()::next);
    }
}
