package org.metricloss.core.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.random.RandomStream;

/**
 * The transforms at given parameters, compared with Pillow as torchvision calls it. The fixture names the script that wrote
 * it.
 */
class PillowTest {
    private static final RandomStream NO_DRAWS = RandomStream.of(1, "certain");

    /**
     * One changed image.
     *
     * @param image the fixture, with the original
     * @param expected name, parameters and pixels
     */
    record Case(JsonNode image, JsonNode expected) {
        double number(String parameter) {
            return expected.at("/parameters/" + parameter).doubleValue();
        }

        int whole(String parameter) {
            return expected.at("/parameters/" + parameter).intValue();
        }

        Canvas canvas() {
            JsonNode shape = image.get("shape");
            Canvas canvas = new Canvas(
                    new ImageShape(
                            shape.get(0).intValue(),
                            shape.get(1).intValue(),
                            shape.get(2).intValue()),
                    255);
            for (int i = 0; i < canvas.pixels().length; i++) {
                canvas.pixels()[i] = image.get("pixels").get(i).intValue();
            }
            return canvas;
        }

        @Override
        public String toString() {
            return expected.get("name").textValue() + " " + expected.get("parameters");
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = PillowTest.class.getResourceAsStream("/fixtures/augmentation.json")) {
            JsonNode image = new ObjectMapper().readTree(in);
            return StreamSupport.stream(image.get("cases").spliterator(), false).map(each -> new Case(image, each));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void pixelsAreThoseOfPillow(Case given) {
        Canvas canvas = given.canvas();
        float[] original = canvas.pixels().clone();
        double tolerance = apply(given, canvas);
        float[] pixels = canvas.pixels();
        assertThat(given.expected.get("pixels")).hasSize(pixels.length);
        int changed = 0;
        for (int i = 0; i < pixels.length; i++) {
            float expected = given.expected.get("pixels").get(i).intValue();
            assertThat(pixels[i]).as("pixel %s", i).isCloseTo(expected, within((float) tolerance));
            changed += expected == original[i] ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(pixels.length / 10);
    }

    /**
     * Changes the image.
     *
     * @return the tolerance: Pillow has whole numbers
     */
    private static double apply(Case given, Canvas canvas) {
        String name = given.expected.get("name").textValue();
        switch (name) {
            case "flip" ->
                new Flip(
                                Flip.Direction.valueOf(given.expected
                                        .at("/parameters/direction")
                                        .textValue()),
                                1)
                        .apply(canvas, NO_DRAWS);
            case "crop" -> new Crop(given.whole("padding"), 1).cut(canvas, given.whole("top"), given.whole("left"));
            case "erase" ->
                Erase.STANDARD.fill(
                        canvas,
                        given.whole("top"),
                        given.whole("left"),
                        given.whole("top") + given.whole("height"),
                        given.whole("left") + given.whole("width"));
            case "affine" -> new Affine(180, Affine.NOT_MOVED, Affine.NOT_SCALED, 0, 0).change(canvas, change(given));
            case "resizedCrop" -> {
                ResizedCrop.enlarge(
                        canvas, given.whole("top"), given.whole("left"), given.whole("height"), given.whole("width"));
                // Pillow rounds the columns, and then the rows.
                return 1.001;
            }
            default -> {
                color(name, canvas, given.number("factor"));
                // Pillow rounds the grey values and their mean, and cuts off the fraction of the result.
                return 1.5;
            }
        }
        return 0;
    }

    private static Affine.Change change(Case given) {
        return new Affine.Change(
                Math.toRadians(given.number("degrees")),
                given.number("translate/0"),
                given.number("translate/1"),
                given.number("scale"),
                Math.toRadians(given.number("shear")));
    }

    private static void color(String name, Canvas canvas, double factor) {
        switch (name) {
            case "brightness" -> Brightness.change(canvas, factor);
            case "contrast" -> Contrast.change(canvas, factor);
            case "saturation" -> Saturation.change(canvas, factor);
            default -> throw new IllegalArgumentException("no transform " + name);
        }
    }

    /** A kind of transform that the fixture lacks is not compared. */
    @Test
    void everyTransformIsCompared() throws IOException {
        List<String> names = Stream.of(Transform.class.getPermittedSubclasses())
                .map(kind -> kind.getSimpleName().toLowerCase(Locale.ROOT))
                .toList();
        assertThat(cases().map(each -> each.expected.get("name").textValue().toLowerCase(Locale.ROOT)))
                .containsAll(names)
                .allMatch(names::contains);
    }
}
