package org.metricloss.datasets;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The locations of data on this machine.
 *
 * @param data a folder with one sub-folder per data set, named after the set; or such a sub-folder itself
 * @param cache the folder for downloaded data, with one sub-folder per data set; it is created when needed
 */
public record DataLocations(Optional<Path> data, Path cache) {
    /** The environment variable with the data folder. */
    public static final String DATA_VARIABLE = "METRICLOSS_DATA";

    /** The environment variable with the cache folder. */
    public static final String CACHE_VARIABLE = "METRICLOSS_CACHE";

    private static final String XDG_CACHE_VARIABLE = "XDG_CACHE_HOME";
    private static final String CACHE_NAME = "metricloss";

    /** {@return the locations that the environment of this process names} */
    public static DataLocations ofEnvironment() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * Reads the locations from environment variables. The data folder is METRICLOSS_DATA. The cache is METRICLOSS_CACHE
     * if it is set; otherwise {@code metricloss} in XDG_CACHE_HOME if that is an absolute path; otherwise {@code
     * .cache/metricloss} in the home folder. An empty variable counts as not set.
     *
     * @param environment variables and their values
     * @param home the user's home folder
     * @return the locations
     */
    public static DataLocations of(Map<String, String> environment, Path home) {
        Path cache = folder(environment, CACHE_VARIABLE)
                .orElseGet(() -> folder(environment, XDG_CACHE_VARIABLE)
                        .filter(Path::isAbsolute)
                        .orElse(home.resolve(".cache"))
                        .resolve(CACHE_NAME));
        return new DataLocations(folder(environment, DATA_VARIABLE), cache);
    }

    private static Optional<Path> folder(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /** {@return the places that were searched for a data set, for messages} */
    String searched(String name) {
        String inData = data.map(root -> DatasetException.shown(root.resolve(name)) + ", " + root)
                .orElse(DATA_VARIABLE + " (not set)");
        return inData + " and " + DatasetException.shown(cache.resolve(name));
    }
}
