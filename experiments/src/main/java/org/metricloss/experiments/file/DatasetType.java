package org.metricloss.experiments.file;

import java.util.List;

/**
 * A type of dataset that experiment files can name.
 *
 * @param id the name
 * @param folder whether it is read from a folder
 */
public record DatasetType(String id, Folder folder) {
    /** The use a type of dataset has for {@code dir}. */
    public enum Folder {
        /** It is built in: a folder makes no sense. */
        NONE,
        /** It has a folder of its own unless another one is given. */
        OPTIONAL,
        /** It is nothing without a folder. */
        REQUIRED
    }

    /** The types that are read so far. */
    public static final List<DatasetType> BUILT_IN = List.of(
            new DatasetType("digits", Folder.NONE),
            new DatasetType("mnist", Folder.OPTIONAL),
            new DatasetType("fashion-mnist", Folder.OPTIONAL),
            new DatasetType("kmnist", Folder.OPTIONAL),
            new DatasetType("idx", Folder.REQUIRED));
}
