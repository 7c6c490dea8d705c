package org.metricloss.datasets;

import java.util.List;
import org.metricloss.core.data.Dataset;

/**
 * A kind of data set that an experiment can name.
 *
 * @param name as in an experiment file
 * @param description one line
 * @param folder the use it has for a folder
 * @param imageKeys which of the settings for image files it has: {@code size}, {@code color}, {@code split}, {@code test},
 *     {@code pairs}
 * @param source opens it
 */
public record DatasetType(String name, String description, Folder folder, List<String> imageKeys, Source source) {
    /** Copies the list. */
    public DatasetType {
        imageKeys = List.copyOf(imageKeys);
    }

    /** The use that a type has for the setting {@code dir}. */
    public enum Folder {
        /** It is part of the program: a folder makes no sense. */
        NONE,
        /** It is looked for, or downloaded, unless a folder is given. */
        OPTIONAL,
        /** It is nothing without a folder. */
        REQUIRED
    }

    /** Opens a data set without a validation part. */
    @FunctionalInterface
    public interface Source {
        /**
         * {@return the data set}
         *
         * @param settings what the experiment says of it; the validation part is taken later
         * @throws DatasetException if the data cannot be had or used
         */
        Dataset open(DatasetSettings settings);
    }
}
