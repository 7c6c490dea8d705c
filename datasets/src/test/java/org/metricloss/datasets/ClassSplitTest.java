package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.Normalization;

/** Data that comes with parts of its own is divided by class. */
class ClassSplitTest {
    private static Dataset digits(SplitSettings split, Holdout validation) {
        DatasetSettings settings = new DatasetSettings(
                "digits", Optional.empty(), Normalization.CENTERED, validation, ImageSettings.DEFAULT, split);
        return Datasets.of(new DataLocations(Optional.empty(), Path.of("unused")))
                .open(settings, 1);
    }

    @Test
    void aShareOfTheClassesIsNeverTrainedOn() {
        Dataset digits = digits(SplitSettings.of(SplitSettings.Kind.CLASS, 0.3), new Holdout.Count(2));
        assertThat(digits.isOpenSet()).isTrue();
        assertThat(digits.trainedClassCount()).isEqualTo(5);
        assertThat(digits.train().size()
                        + digits.validation().size()
                        + digits.test().size())
                .isEqualTo(1797);
        assertThat(Arrays.stream(digits.validation().samplesByClass()).filter(of -> of.length > 0))
                .hasSize(2);
    }

    @Test
    void theTestClassesCanBeNamed() {
        SplitSettings named = new SplitSettings(Optional.empty(), 0.25, List.of("3", "8"), Optional.empty());
        Dataset digits = digits(named, Holdout.NONE);
        assertThat(digits.classNames().subList(8, 10)).containsExactly("3", "8");
        assertThat(digits.test().labels()).containsOnly(8, 9);
        SplitSettings unknown = new SplitSettings(Optional.empty(), 0.25, List.of("x"), Optional.empty());
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> digits(unknown, Holdout.NONE))
                .withMessage("testClasses must be among the classes of digits, found no x");
    }

    @Test
    void aClassMustBeLeftToTrainOn() {
        List<String> all = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(
                        () -> digits(new SplitSettings(Optional.empty(), 0.25, all, Optional.empty()), Holdout.NONE))
                .withMessage("testClasses must leave a class to train on, got all 10");
    }

    @Test
    void namedClassesGoWithASplitByClass() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new SplitSettings(Optional.of(SplitSettings.Kind.IMAGE), 0.25, List.of("3"), Optional.empty()))
                .withMessage("testClasses goes with split: class");
    }
}
