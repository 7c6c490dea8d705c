package org.metricloss.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.metricloss.base.Causes;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Normalizer;

/**
 * Finds a published IDX data set. It looks in the folder that the experiment names, otherwise in the data folder,
 * otherwise in the cache, into which missing files are downloaded.
 */
final class KnownIdxSource {
    private final KnownIdxSet known;
    private final DataLocations locations;
    private final Downloader downloader;

    KnownIdxSource(KnownIdxSet known, DataLocations locations, Downloader downloader) {
        this.known = known;
        this.locations = locations;
        this.downloader = downloader;
    }

    Dataset open(Optional<Path> dir, Normalizer normalizer) {
        Path folder = dir.or(this::inDataFolder).orElseGet(this::downloaded);
        return new IdxFolder(folder).read(known, normalizer);
    }

    private Optional<Path> inDataFolder() {
        Optional<Path> data = locations.data();
        if (data.isPresent() && !Files.isDirectory(data.get())) {
            throw new DatasetException(
                    DataLocations.DATA_VARIABLE + ": no such folder " + DatasetException.shown(data.get()));
        }
        return data.stream()
                .flatMap(
                        root -> Stream.of(known.name(), known.torchvisionName()).map(root::resolve))
                .filter(folder -> new IdxFolder(folder).holdsAny())
                .findFirst()
                .or(() -> data.filter(root -> new IdxFolder(root).holdsAny() && isOurs(root)));
    }

    /**
     * MNIST and its relatives have the same file names and shapes. A folder that is not named after the set is used
     * only if checksums can distinguish the sets.
     */
    private boolean isOurs(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return !known.sha256().isEmpty() || name != null && name.toString().equals(known.name());
    }

    private Path downloaded() {
        Path folder = locations.cache().resolve(known.name());
        for (IdxFile file : IdxFile.values()) {
            if (file.find(folder).isEmpty()) {
                fetch(file, folder.resolve(file.packedName()));
            }
        }
        return folder;
    }

    private void fetch(IdxFile file, Path target) {
        try {
            downloader.fetch(known.addresses(file), target, (downloaded, name) -> check(file, downloaded, name));
        } catch (DatasetException failed) {
            throw new DatasetException(failed.getMessage() + "; searched " + locations.searched(known.name()), failed);
        }
    }

    private void check(IdxFile file, Path downloaded, String name) {
        try (InputStream in = Files.newInputStream(downloaded)) {
            if (file.isImages()) {
                known.check(file, name, known.reader().images(in, name));
            } else {
                known.check(
                        file,
                        name,
                        known.reader().labels(in, name, known.classNames().size()));
            }
        } catch (IOException e) {
            throw new DatasetException(name + ": cannot be read back (" + Causes.inWords(e) + ")", e);
        }
    }
}
