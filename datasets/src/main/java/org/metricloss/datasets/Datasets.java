package org.metricloss.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metricloss.core.data.Dataset;

/** The data sets that an experiment can name. To add one, add a line to the list. */
public final class Datasets {
    private static final List<String> SPLIT = List.of("mean", "std", "split", "test", "testClasses");
    private static final List<String> COLOR_IMAGES =
            List.of("mean", "std", "size", "resize", "crop", "color", "split", "test", "testClasses");

    private final List<DatasetType> types;

    private Datasets(List<DatasetType> types) {
        this.types = types;
    }

    /** {@return the data sets at the locations that the environment of this process names} */
    public static Datasets ofEnvironment() {
        return of(DataLocations.ofEnvironment());
    }

    /**
     * {@return the data sets}
     *
     * @param locations the locations of data on this machine
     */
    public static Datasets of(DataLocations locations) {
        ImageCache cache = ImageCache.of(locations);
        Downloader downloader = new Downloader(DownloadLimits.STANDARD, DownloadProgress.forConsole());
        List<DatasetType> types = new ArrayList<>(List.of(
                new DatasetType(
                        Digits.NAME, Digits.DESCRIPTION, DatasetType.Folder.NONE, false, SPLIT, Datasets::openDigits),
                known(KnownIdxSet.MNIST, locations, downloader),
                known(KnownIdxSet.FASHION_MNIST, locations, downloader),
                known(KnownIdxSet.KMNIST, locations, downloader),
                new DatasetType(
                        "idx",
                        "any grey images as four IDX files in the folder 'dir'",
                        DatasetType.Folder.REQUIRED,
                        false,
                        SPLIT,
                        Datasets::openIdx),
                new DatasetType(
                        Omniglot.NAME,
                        Omniglot.DESCRIPTION,
                        DatasetType.Folder.OPTIONAL,
                        false,
                        List.of("mean", "std", "size", "resize", "crop", "split", "test", "testClasses"),
                        new Omniglot(locations, downloader, cache)::open),
                new DatasetType(
                        ImageFolder.NAME,
                        ImageFolder.DESCRIPTION,
                        DatasetType.Folder.REQUIRED,
                        false,
                        with(COLOR_IMAGES, "pairs"),
                        settings -> ImageFolder.open(settings, cache)),
                new DatasetType(
                        ImageListFile.NAME,
                        ImageListFile.DESCRIPTION,
                        DatasetType.Folder.OPTIONAL,
                        false,
                        with(COLOR_IMAGES, "file"),
                        settings -> ImageListFile.open(settings, cache))));
        PublishedSet.ALL.forEach(set -> types.add(new DatasetType(
                set.name(),
                set.description(),
                DatasetType.Folder.REQUIRED,
                false,
                COLOR_IMAGES,
                settings -> set.open(settings, cache))));
        types.add(new DatasetType(
                VectorFiles.NAME,
                VectorFiles.DESCRIPTION,
                DatasetType.Folder.NONE,
                true,
                List.of("file", "split", "test", "testClasses"),
                VectorFiles::open));
        return new Datasets(List.copyOf(types));
    }

    private static List<String> with(List<String> keys, String key) {
        return Stream.concat(keys.stream(), Stream.of(key)).toList();
    }

    /** {@return all types, in the order in which they are listed to users} */
    public List<DatasetType> types() {
        return types;
    }

    /**
     * Opens a data set; files that are not on this machine are downloaded once.
     *
     * @param settings the data set and its settings
     * @param seed the trial's seed, which decides the validation part; for further seeds of the same data use
     *     {@link Dataset#withValidation} on the result
     * @return the data set with its validation part
     * @throws DatasetException if there is no such type, or the data cannot be found or used
     */
    public Dataset open(DatasetSettings settings, long seed) {
        DatasetType type = types.stream()
                .filter(known -> known.name().equals(settings.type()))
                .findFirst()
                .orElseThrow(() -> new DatasetException("no dataset '" + settings.type() + "'; available: "
                        + types.stream().map(DatasetType::name).collect(Collectors.joining(", "))));
        try {
            Dataset dataset = type.source().open(settings);
            return byClass(settings, dataset).withValidation(settings.validation(), seed);
        } catch (IllegalArgumentException e) {
            throw new DatasetException("dataset '" + settings.type() + "': " + e.getMessage(), e);
        }
    }

    /** Takes whole classes as the test part if the settings say so, unless the type does that itself. */
    private static Dataset byClass(DatasetSettings settings, Dataset dataset) {
        boolean dividesItself =
                List.of(ImageFolder.NAME, ImageListFile.NAME, VectorFiles.NAME).contains(settings.type())
                        || PublishedSet.named(settings.type()).isPresent();
        return dividesItself ? dataset : ClassSplit.of(settings.split(), dataset);
    }

    private static DatasetType known(KnownIdxSet known, DataLocations locations, Downloader downloader) {
        KnownIdxSource source = new KnownIdxSource(known, locations, downloader);
        return new DatasetType(
                known.name(),
                known.description(),
                DatasetType.Folder.OPTIONAL,
                false,
                SPLIT,
                settings -> source.open(settings.dir(), settings.normalizer()));
    }

    private static Dataset openDigits(DatasetSettings settings) {
        settings.dir().ifPresent(dir -> {
            throw new DatasetException("dataset 'digits' is part of the program and takes no 'dir', got " + dir);
        });
        return Digits.open(settings.normalizer());
    }

    private static Dataset openIdx(DatasetSettings settings) {
        Path folder = settings.dir()
                .orElseThrow(
                        () -> new DatasetException("dataset 'idx' needs 'dir', the folder with its four IDX files"));
        return new IdxFolder(folder).readAny("idx", settings.normalizer());
    }
}
