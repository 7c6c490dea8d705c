package org.metricloss.experiments.data;

import java.nio.file.Path;
import java.util.Optional;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Normalization;

/**
 * A kind of data set that an experiment can name.
 *
 * @param name as in an experiment file
 * @param description one line
 * @param folder the use it has for a folder
 * @param source opens it
 */
public record DatasetType(String name, String description, Folder folder, Source source) {
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
         * @param dir the folder with the files, if the experiment names one
         * @param normalization how pixels are scaled
         * @return the data set
         * @throws DatasetException if the data cannot be had or used
         */
        Dataset open(Optional<Path> dir, Normalization normalization);
    }
}
