package org.metricloss.experiments.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.QueryGallery;
import org.metricloss.results.record.GalleryRecord;

class GalleryTest {
    /** On a line: a a b a . . b b, at 0, 1, 2, 4, 10, 12. */
    private static final int[] LABELS = {0, 0, 1, 0, 1, 1};

    private static final float[] LINE = {0, 1, 2, 4, 10, 12};

    @Test
    void hardestMistakesComeFirst() {
        GalleryRecord gallery = of(LINE, 1, LABELS, Distance.EUCLIDEAN);
        assertThat(gallery.searched()).isEqualTo(6);
        // The b at 2 has an a at distance 1 and a b at 8; the a at 4 an a at 3 and a b at 2; the a at 1 has both at 1.
        assertThat(gallery.queries())
                .extracting(query -> query.query().sample())
                .startsWith(2, 3, 1);
        assertThat(gallery.mistakes()).isEqualTo(2);
        assertThat(gallery.queries()).extracting(GalleryRecord.Query::isRight).startsWith(false, false, true);
        GalleryRecord.Query hardest = gallery.queries().get(0);
        assertThat(hardest.query().className()).isEqualTo("b");
        assertThat(hardest.neighbours()).extracting(GalleryRecord.Item::sample).containsExactly(1, 0, 3, 4, 5);
        assertThat(hardest.neighbours())
                .extracting(GalleryRecord.Item::distance)
                .containsExactly(1.0, 2.0, 2.0, 8.0, 10.0);
    }

    @Test
    void everyImageIsThereOnceAndIsThatOfItsSample() throws IOException {
        GalleryRecord gallery = of(LINE, 1, LABELS, Distance.EUCLIDEAN);
        assertThat(gallery.images()).hasSize(6).doesNotHaveDuplicates();
        for (GalleryRecord.Item item : gallery.queries().get(0).neighbours()) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(
                    Base64.getDecoder().decode(gallery.images().get(item.image()))));
            assertThat(image.getWidth()).isEqualTo(3);
            assertThat(image.getHeight()).isEqualTo(2);
            assertThat(image.getRaster().getSample(2, 1, 0)).isEqualTo(10 * item.sample() + 5);
        }
    }

    @Test
    void cosineLooksAtDirections() {
        // The first two point one way, the third is nearer to the first but turned.
        GalleryRecord gallery = of(new float[] {1, 0, 9, 0, 1, 1, 0, 9}, 2, new int[] {0, 0, 1, 1}, Distance.COSINE);
        GalleryRecord.Query first = gallery.queries().stream()
                .filter(query -> query.query().sample() == 0)
                .findFirst()
                .orElseThrow();
        assertThat(gallery.distance()).isEqualTo("cosine");
        assertThat(first.neighbours().get(0).sample()).isEqualTo(1);
        assertThat(first.neighbours().get(0).distance()).isCloseTo(0, within(1e-12));
        assertThat(first.neighbours().get(1).distance()).isCloseTo(1 - Math.sqrt(0.5), within(1e-7));
    }

    @Test
    void noMoreThanTheHardestAreShownOfASample() {
        int n = 3 * Gallery.MOST_SEARCHED;
        float[] line = new float[n];
        for (int i = 0; i < n; i++) {
            line[i] = i;
        }
        GalleryRecord gallery =
                of(line, 1, IntStream.range(0, n).map(i -> i % 2).toArray(), Distance.EUCLIDEAN);
        assertThat(gallery.searched()).isEqualTo(Gallery.MOST_SEARCHED);
        assertThat(gallery.mistakes()).isEqualTo(Gallery.MOST_SEARCHED);
        assertThat(gallery.queries()).hasSize(Gallery.MOST_SHOWN);
    }

    @Test
    void queriesAreSearchedInTheGalleryWithoutTheirOwnGroup() {
        QueryGallery parts = new QueryGallery(2, Optional.of(new int[] {7, 8, 7, 8, 7, 7}));
        GalleryRecord gallery = Gallery.of(
                        "trial",
                        images(new int[] {0, 1, 0, 0, 1, 1}),
                        new float[] {0, 0.5f, 1, 4, 10, 12},
                        1,
                        Distance.EUCLIDEAN,
                        Optional.of(parts))
                .orElseThrow();
        assertThat(gallery.searched()).isEqualTo(2);
        assertThat(gallery.queries())
                .extracting(query -> query.query().sample())
                .containsExactlyInAnyOrder(0, 1);
        // The image at 1 is of the query's class and group, so it is no neighbour.
        assertThat(gallery.queries().stream()
                        .filter(query -> query.query().sample() == 0)
                        .flatMap(query -> query.neighbours().stream())
                        .map(GalleryRecord.Item::sample))
                .containsExactly(3, 4, 5);
    }

    @Test
    void whereAllAreOfOneClassThereIsNothingToShow() {
        assertThat(Gallery.of(
                        "t",
                        images(new int[] {0, 0, 0}),
                        new float[] {1, 2, 3},
                        1,
                        Distance.EUCLIDEAN,
                        Optional.empty()))
                .isEmpty();
    }

    private static GalleryRecord of(float[] embeddings, int dimension, int[] labels, Distance distance) {
        return Gallery.of("trial", images(labels), embeddings, dimension, distance, Optional.empty())
                .orElseThrow();
    }

    /** Images of 2 x 3 whose last pixel is ten times their place and five. */
    private static ImageSet images(int[] labels) {
        byte[] pixels = new byte[6 * labels.length];
        for (int i = 0; i < labels.length; i++) {
            pixels[6 * i + 5] = (byte) (10 * (i % 25) + 5);
        }
        return ImageSet.of(ImageShape.grey(2, 3), 255, List.of("a", "b"), pixels, labels);
    }
}
