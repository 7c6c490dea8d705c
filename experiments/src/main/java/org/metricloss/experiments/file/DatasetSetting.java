package org.metricloss.experiments.file;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.loss.Range;

/**
 * The images that are trained and tested on.
 *
 * @param type the type of dataset
 * @param dir the folder it is read from, as it is written; a relative one starts at the working directory
 * @param normalize how pixels become network inputs
 * @param validation how much of the training data is held out
 */
public record DatasetSetting(String type, Optional<String> dir, Normalization normalize, Validation validation) {
    /** How pixels become network inputs. */
    public enum Normalization {
        /** To [0, 1]. */
        UNIT,
        /** To [-1, 1]. */
        CENTERED,
        /** To mean 0 and standard deviation 1 over the training data. */
        STANDARD
    }

    /** How much of the training data is held out for validation. */
    public sealed interface Validation {
        /** Nothing is held out. */
        Validation NONE = new Count(0);

        /**
         * A share of the training data.
         *
         * @param fraction in (0, 1)
         */
        record Fraction(double fraction) implements Validation {
            /** Checks the range. */
            public Fraction {
                if (!(fraction > 0 && fraction < 1)) {
                    throw new IllegalArgumentException("validation fraction must be in (0, 1), got " + fraction);
                }
            }
        }

        /**
         * A number of images.
         *
         * @param images at least 0
         */
        record Count(int images) implements Validation {
            /** Checks the range. */
            public Count {
                if (!(images >= 0)) {
                    throw new IllegalArgumentException("validation images must be >= 0, got " + images);
                }
            }
        }
    }

    static DatasetSetting read(Value value, Collection<DatasetType> types) {
        List<String> ids = types.stream().map(DatasetType::id).toList();
        if (!value.isMapping()) {
            value.requireText("a dataset's name or a mapping");
            String type = value.oneOf("dataset", ids);
            requireFolder(type, Optional.empty(), types, value);
            return new DatasetSetting(type, Optional.empty(), Normalization.UNIT, Validation.NONE);
        }
        Fields fields = value.fields("type", "dir", "normalize", "validation");
        String type = fields.required("type").oneOf("dataset", ids);
        Optional<Value> dir = fields.optional("dir");
        requireFolder(type, dir, types, value);
        return new DatasetSetting(
                type,
                dir.map(v -> v.text(text -> !text.isBlank(), "a folder")),
                fields.optional("normalize")
                        .map(v -> v.choice(Normalization.class))
                        .orElse(Normalization.UNIT),
                fields.optional("validation").map(DatasetSetting::validation).orElse(Validation.NONE));
    }

    private static void requireFolder(String id, Optional<Value> dir, Collection<DatasetType> types, Value dataset) {
        DatasetType.Folder folder = types.stream()
                .filter(type -> type.id().equals(id))
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

    private static Validation validation(Value value) {
        String allowed = "a fraction in [0, 1) or a whole number >= 0";
        if (value.isWhole()) {
            double images = value.number(Range.between(0, Integer.MAX_VALUE), allowed);
            return new Validation.Count((int) images);
        }
        double fraction = value.number(Range.fromBelow(0, 1), allowed);
        return fraction == 0 ? Validation.NONE : new Validation.Fraction(fraction);
    }
}
