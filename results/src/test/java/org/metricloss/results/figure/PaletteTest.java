package org.metricloss.results.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {
    @Test
    void looksDifferUntilTheyRepeat() {
        assertThat(Palette.SIZE).isEqualTo(60);
        assertThat(IntStream.range(0, Palette.SIZE).mapToObj(Palette::of)).doesNotHaveDuplicates();
        assertThat(Palette.of(Palette.SIZE)).isEqualTo(Palette.of(0));
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
