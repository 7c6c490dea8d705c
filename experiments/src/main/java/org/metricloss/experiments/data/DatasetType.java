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
 * @param source opens it
 */
public record DatasetType(String name, String description, Source source) {
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
