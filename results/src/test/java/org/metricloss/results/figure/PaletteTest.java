package org.metricloss.results.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {
    @Test
    void looksDifferUntilTheyRepeat() {
        assertThat(Palette.SIZE).isEqualTo(60);
        assertThat(IntStream.range(0, Palette.SIZE).mapToObj(Palette::of)).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, Palette.SIZE).map(Palette::part).mapToObj(Palette::of))
                .doesNotHaveDuplicates();
        assertThat(Palette.of(2 * Palette.SIZE)).isEqualTo(Palette.of(0));
        assertThat(Palette.part(Palette.SIZE)).isEqualTo(Palette.part(0));
    }

    @Test
    void classesHaveNoColourAndNoShapeOfObjectives() {
        List<Palette.Look> objectives =
                IntStream.range(0, Palette.SIZE).mapToObj(Palette::of).toList();
        List<Palette.Look> classes = IntStream.range(0, Palette.SIZE)
                .map(Palette::part)
                .mapToObj(Palette::of)
                .toList();
        assertThat(classes)
                .extracting(Palette.Look::colour)
                .doesNotContainAnyElementsOf(
                        objectives.stream().map(Palette.Look::colour).toList());
        assertThat(classes)
                .extracting(Palette.Look::onDark)
                .doesNotContainAnyElementsOf(
                        objectives.stream().map(Palette.Look::onDark).toList());
        assertThat(classes)
                .extracting(Palette.Look::shape)
                .doesNotContainAnyElementsOf(
                        objectives.stream().map(Palette.Look::shape).toList());
    }

    @Test
    void firstTenDifferInColourOnWhiteAndOnDarkGround() {
        assertThat(IntStream.range(0, 10).mapToObj(i -> Palette.of(i).colour())).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 10).mapToObj(i -> Palette.of(i).onDark())).doesNotHaveDuplicates();
    }

    @Test
    void firstSixDifferInColourAndInShape() {
        assertThat(IntStream.range(0, 6).mapToObj(i -> Palette.of(i).colour())).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 6).mapToObj(i -> Palette.of(i).shape())).doesNotHaveDuplicates();
    }

    @Test
    void colourIsReadAsANumber() {
        assertThat(Palette.of(0).rgb()).isEqualTo(0x0072B2);
    }
}
