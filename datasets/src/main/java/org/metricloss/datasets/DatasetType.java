package org.metricloss.datasets;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.metricloss.core.data.Dataset;

/**
 * A kind of data set that an experiment can name.
 *
 * @param name the name in an experiment file
 * @param description one line
 * @param folder whether it takes a folder
 * @param vectors whether its samples are vectors; otherwise they are images
 * @param keys the settings that it takes beside {@code type}, {@code normalize} and {@code validation}, in order
 * @param source opens the data set
 */
public record DatasetType(
        String name, String description, Folder folder, boolean vectors, List<String> keys, Source source) {
    /** Copies the list. */
    public DatasetType {
        keys = List.copyOf(keys);
    }

    /** {@return the ways in which its parts can be separated other than as the data comes} */
    public Set<SplitSettings.Kind> splits() {
        if (name.equals(ImageFolder.NAME)) {
            return EnumSet.allOf(SplitSettings.Kind.class);
        }
        return vectors
                ? EnumSet.of(SplitSettings.Kind.CLASS, SplitSettings.Kind.IMAGE)
                : EnumSet.of(SplitSettings.Kind.CLASS);
    }

    /** {@return whether this is how its parts are separated by default, whatever its files hold} */
    public boolean isDefault(SplitSettings.Kind kind) {
        return name.equals(ImageFolder.NAME) && kind == SplitSettings.Kind.CLASS;
    }

    /** {@return whether its data comes with a training and a test part, whatever its settings} */
    public boolean hasParts() {
        return !vectors
                && !List.of(ImageFolder.NAME, ImageListFile.NAME, Omniglot.NAME).contains(name);
    }

    /** Whether a type takes the setting {@code dir}. */
    public enum Folder {
        /** The data is part of the program; a folder is refused. */
        NONE,
        /** If no folder is given, the data is searched for or downloaded. */
        OPTIONAL,
        /** A folder is required. */
        REQUIRED
    }

    /** Opens a data set without a validation part. */
    @FunctionalInterface
    public interface Source {
        /**
         * {@return the data set}
         *
         * @param settings the experiment's settings; the validation part is taken later
         * @throws DatasetException if the data cannot be found or used
         */
        Dataset open(DatasetSettings settings);
    }
}
