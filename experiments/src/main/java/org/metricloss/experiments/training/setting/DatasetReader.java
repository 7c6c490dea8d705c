package org.metricloss.experiments.training.setting;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.Normalization;
import org.metricloss.core.loss.Range;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.DatasetType;
import org.metricloss.datasets.ImageSettings;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Value;

/** Reads which images are trained and tested on. */
final class DatasetReader {
    private DatasetReader() {}

    static DatasetSettings read(Value value, Collection<DatasetType> types) {
        List<String> ids = types.stream().map(DatasetType::name).toList();
        if (!value.isMapping()) {
            value.requireText("a dataset's name or a mapping");
            String type = value.oneOf("dataset", ids);
            requireFolder(type, Optional.empty(), types, value);
            return DatasetSettings.of(type);
        }
        // The type decides which keys there are, so it is looked at first.
        List<String> keys = new ArrayList<>(List.of("type", "dir", "normalize", "validation"));
        Optional.ofNullable(value.mapping().entries().get("type"))
                .map(entry -> new Value("type", entry.value()).oneOf("dataset", ids))
                .ifPresent(type -> keys.addAll(typed(type, types).imageKeys()));
        Fields fields = value.fields(keys.toArray(String[]::new));
        String type = fields.required("type").oneOf("dataset", ids);
        Optional<Value> dir = fields.optional("dir");
        requireFolder(type, dir, types, value);
        return new DatasetSettings(
                type,
                dir.map(DatasetReader::path),
                fields.optional("normalize")
                        .map(v -> v.choice(Normalization.class))
                        .orElse(Normalization.CENTERED),
                fields.optional("validation").map(DatasetReader::validation).orElse(Holdout.NONE),
                images(fields, typed(type, types).imageKeys()));
    }

    private static DatasetType typed(String id, Collection<DatasetType> types) {
        return types.stream().filter(type -> type.name().equals(id)).findFirst().orElseThrow();
    }

    private static ImageSettings images(Fields fields, List<String> keys) {
        ImageSettings standard = ImageSettings.DEFAULT;
        int[] size = given(fields, keys, "size")
                .map(DatasetReader::size)
                .orElse(new int[] {standard.height(), standard.width()});
        return new ImageSettings(
                size[0],
                size[1],
                given(fields, keys, "color").map(Value::flag).orElse(standard.color()),
                given(fields, keys, "split")
                        .map(v -> v.choice(ImageSettings.Split.class))
                        .orElse(standard.split()),
                given(fields, keys, "test")
                        .map(v -> v.number(Range.between(Double.MIN_VALUE, Math.nextDown(1.0)), "a number in (0, 1)"))
                        .orElse(standard.test()),
                given(fields, keys, "pairs").map(DatasetReader::path));
    }

    private static Optional<Value> given(Fields fields, List<String> keys, String key) {
        return keys.contains(key) ? fields.optional(key) : Optional.empty();
    }

    /** One number for both sides, or height and width. */
    private static int[] size(Value value) {
        if (value.isWhole()) {
            int side = value.integer(1, ImageSettings.MAX_SIDE);
            return new int[] {side, side};
        }
        List<Value> sides = value.elements();
        if (sides.size() != 2) {
            throw value.mustBe("a whole number or [height, width]");
        }
        return new int[] {
            sides.get(0).integer(1, ImageSettings.MAX_SIDE), sides.get(1).integer(1, ImageSettings.MAX_SIDE)
        };
    }

    private static void requireFolder(String id, Optional<Value> dir, Collection<DatasetType> types, Value dataset) {
        DatasetType.Folder folder = typed(id, types).folder();
        if (folder == DatasetType.Folder.REQUIRED && dir.isEmpty()) {
            throw dataset.refused("dataset %s needs a folder: {type: %s, dir: ...}".formatted(id, id));
        }
        if (folder == DatasetType.Folder.NONE && dir.isPresent()) {
            throw dir.get().refused("dataset %s is built in and has no dir".formatted(id));
        }
    }

    private static Path path(Value value) {
        String text = value.text(written -> !written.isBlank(), "a " + kind(value));
        try {
            return Path.of(text);
        } catch (InvalidPathException refused) {
            throw value.refused("%s must be a %s, got '%s'".formatted(value.name(), kind(value), text));
        }
    }

    private static String kind(Value value) {
        return value.name().equals("dir") ? "folder" : "file";
    }

    private static Holdout validation(Value value) {
        String allowed = "a fraction in [0, 1) or a whole number >= 0";
        if (value.isWhole()) {
            double images = value.number(Range.between(0, Integer.MAX_VALUE), allowed);
            return new Holdout.Count((int) images);
        }
        double fraction = value.number(Range.fromBelow(0, 1), allowed);
        return fraction == 0 ? Holdout.NONE : new Holdout.Fraction(fraction);
    }
}
