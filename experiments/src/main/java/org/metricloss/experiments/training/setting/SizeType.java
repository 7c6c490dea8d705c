package org.metricloss.experiments.training.setting;

import java.util.List;
import org.metricloss.datasets.ImageSettings;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;

/** The height and width of images: {@code [height, width]}, or one number for both. */
final class SizeType {
    private static final Type<Integer> SIDE = Type.integer(1, ImageSettings.MAX_SIDE);

    static final Type<List<Integer>> TYPE = Type.of(
            "a whole number or [height, width], each in [1, %s]".formatted(ImageSettings.MAX_SIDE),
            List.of("20", "[28, 20]"),
            SizeType::read,
            Nodes::list);

    private SizeType() {}

    /** {@return height and width} */
    static List<Integer> of(ImageSettings images) {
        return List.of(images.height(), images.width());
    }

    private static List<Integer> read(Value value) {
        if (value.isWhole()) {
            int side = SIDE.read(value);
            return List.of(side, side);
        }
        List<Value> sides = value.elements();
        if (sides.size() != 2) {
            throw value.mustBe("a whole number or [height, width]");
        }
        return sides.stream().map(SIDE::read).toList();
    }
}
