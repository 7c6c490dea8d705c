package org.metricloss.experiments.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.Normalization;
import org.metricloss.core.loss.Range;
import org.metricloss.experiments.data.DatasetSettings;
import org.metricloss.experiments.data.DatasetType;

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
        Fields fields = value.fields("type", "dir", "normalize", "validation");
        String type = fields.required("type").oneOf("dataset", ids);
        Optional<Value> dir = fields.optional("dir");
        requireFolder(type, dir, types, value);
        return new DatasetSettings(
                type,
                dir.map(DatasetReader::folder),
                fields.optional("normalize")
                        .map(v -> v.choice(Normalization.class))
                        .orElse(Normalization.CENTERED),
                fields.optional("validation").map(DatasetReader::validation).orElse(Holdout.NONE));
    }

    private static void requireFolder(String id, Optional<Value> dir, Collection<DatasetType> types, Value dataset) {
        DatasetType.Folder folder = types.stream()
                .filter(type -> type.name().equals(id))
                .findFirst()
                .orElseThrow()
                .folder();
        if (folder == DatasetType.Folder.REQUIRED && dir.isEmpty()) {
            throw dataset.refused("dataset %s needs a folder: {type: %s, dir: ...}".formatted(id, id));
        }
        if (folder == DatasetType.Folder.NONE && dir.isPresent()) {
            throw dir.get().refused("dataset %s is built in and has no dir".formatted(id));
        }
    }

    private static Path folder(Value value) {
        String text = value.text(written -> !written.isBlank(), "a folder");
        try {
            return Path.of(text);
        } catch (InvalidPathException refused) {
            throw value.refused("dir must be a folder, got '%s'".formatted(text));
        }
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
