package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.Normalization;

/** On the real MNIST, where METRICLOSS_DATA names a folder that has it. */
class RealMnistTest {
    private static final Optional<Path> DATA = DataLocations.ofEnvironment().data();

    @BeforeEach
    void realDataMustBeThere() {
        assumeTrue(
                DATA.filter(data -> new IdxFolder(data.resolve("mnist")).holdsAny())
                        .isPresent(),
                "METRICLOSS_DATA is not set to a folder with a sub-folder mnist");
    }

    @Test
    void mnistIsFoundVerifiedAndSplit() {
        DatasetSettings settings =
                new DatasetSettings("mnist", Optional.empty(), Normalization.STANDARD, new Holdout.Count(5000));
        Path noCache = Path.of("no", "cache", "is", "needed");
        Dataset mnist = Datasets.of(new DataLocations(DATA, noCache)).open(settings, 1);
        assertThat(mnist)
                .hasToString("mnist: 55000 train, 5000 validation and 10000 test images of 1x28x28 in 10 classes");
        assertThat(mnist.train().labels(new int[] {0})[0]).isBetween(0, 9);
        assertThat(mnist.test().label(0)).isEqualTo(7);
        // The published class sizes of the test part.
        assertThat(Arrays.stream(mnist.test().samplesByClass()).mapToInt(images -> images.length))
                .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
        // The published mean and deviation of all 60,000 images are 0.1307 and 0.3081 of 255.
        float[] scaled = {0, 255};
        mnist.scaling().apply(scaled, 0, 2);
        double deviation = 1 / (double) (scaled[1] - scaled[0]);
        assertThat(-scaled[0] * deviation).isBetween(0.130, 0.1315);
        assertThat(deviation).isBetween(0.307, 0.309);
    }

    @Test
    void aFolderWithMnistsFilesIsAnIdxSetToo() {
        DatasetSettings settings = new DatasetSettings(
                "idx", DATA.map(data -> data.resolve("mnist")), Normalization.CENTERED, Holdout.NONE);
        Dataset idx = Datasets.ofEnvironment().open(settings, 1);
        assertThat(idx.train().size()).isEqualTo(60_000);
        assertThat(idx.classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }
}
