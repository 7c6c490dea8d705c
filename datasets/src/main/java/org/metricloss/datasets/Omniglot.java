package org.metricloss.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.metricloss.base.Causes;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SourceFile;
import org.metricloss.formats.Sha256;

/**
 * Omniglot: a class is a character of an alphabet, drawn by 20 people. The test classes are the characters of whole
 * alphabets that are never trained on.
 *
 * <p>All official zips in the folder are read. The folder is {@code dir}, otherwise {@code omniglot} in the data
 * folder, otherwise the cache, into which the two large zips are downloaded. Alphabets with the same name are one
 * alphabet, whichever zips they come from, and a drawing that occurs in several zips counts once. If {@code
 * images_evaluation.zip} is present along with other alphabets, its alphabets are the test part, as the authors
 * intended. Otherwise a share of the alphabets is the test part, the same for every seed.
 */
final class Omniglot {
    static final String NAME = "omniglot";
    static final String DESCRIPTION =
            "characters of many alphabets, 20 drawings each; tested on alphabets never trained on (Lake et al. 2015)";

    private final DataLocations locations;
    private final Downloader downloader;
    private final ImageCache cache;
    private final List<OmniglotFile> known;

    Omniglot(DataLocations locations, Downloader downloader, ImageCache cache) {
        this(locations, downloader, cache, OmniglotFile.OFFICIAL);
    }

    Omniglot(DataLocations locations, Downloader downloader, ImageCache cache, List<OmniglotFile> known) {
        this.locations = locations;
        this.downloader = downloader;
        this.cache = cache;
        this.known = known;
    }

    Dataset open(DatasetSettings settings) {
        Path folder = settings.dir().or(this::inDataFolder).orElseGet(this::downloaded);
        List<OmniglotFile> files = known.stream()
                .filter(file -> Files.isRegularFile(folder.resolve(file.fileName())))
                .toList();
        if (files.isEmpty()) {
            throw new DatasetException(DatasetException.shown(folder) + ": must hold one of the zips "
                    + String.join(
                            ", ", known.stream().map(OmniglotFile::fileName).toList()));
        }
        List<OmniglotZip> zips = new ArrayList<>();
        try {
            return open(folder, files, zips, settings);
        } finally {
            zips.forEach(OmniglotZip::close);
        }
    }

    private Dataset open(Path folder, List<OmniglotFile> files, List<OmniglotZip> zips, DatasetSettings settings) {
        List<SourceFile> sources = new ArrayList<>();
        // The drawings are sorted by name, so that the data does not depend on the zip that a drawing came from.
        Map<String, Map<String, OmniglotZip.Drawing>> drawings = new TreeMap<>();
        Set<String> alphabets = new TreeSet<>();
        Set<String> evaluation = new TreeSet<>();
        for (OmniglotFile file : files) {
            Path path = folder.resolve(file.fileName());
            sources.add(new SourceFile(file.fileName(), verified(file, path, path.toString())));
            OmniglotZip zip = OmniglotZip.open(path);
            zips.add(zip);
            for (OmniglotZip.Drawing drawing : zip.drawings()) {
                alphabets.add(drawing.alphabet());
                if (file.part() == OmniglotFile.Part.EVALUATION) {
                    evaluation.add(drawing.alphabet());
                }
                drawings.computeIfAbsent(drawing.alphabet() + "/" + drawing.character(), unseen -> new TreeMap<>())
                        .putIfAbsent(drawing.name(), drawing);
            }
        }
        ImageCollection all = new ImageCollection();
        List<OmniglotZip.Drawing> ordered = new ArrayList<>();
        drawings.forEach((character, ofCharacter) -> ofCharacter.forEach((name, drawing) -> {
            all.add(character, name, ordered.size());
            ordered.add(drawing);
        }));
        boolean divided = !evaluation.isEmpty() && evaluation.size() < alphabets.size();
        if (divided) {
            settings.split().requireNoShare(NAME, "the alphabets of images_evaluation.zip are the test part");
        }
        Set<String> tested =
                !divided ? ClassSplit.tested(alphabets, settings.split().test(), "alphabets") : evaluation;
        ImageParts parts = ImageParts.of(
                NAME,
                all.select((character, i) -> !tested.contains(alphabet(character))),
                all.select((character, i) -> tested.contains(alphabet(character))));
        CachedImages decoded = cache.open(NAME, Sha256.of(sources.toString()), settings.images(), encoded(ordered));
        return parts.dataset(decoded, settings, sources);
    }

    private static EncodedImages encoded(List<OmniglotZip.Drawing> drawings) {
        return new EncodedImages() {
            @Override
            public int count() {
                return drawings.size();
            }

            @Override
            public String name(int image) {
                return drawings.get(image).shown();
            }

            @Override
            public byte[] content(int image) {
                return drawings.get(image).content();
            }
        };
    }

    private static String alphabet(String character) {
        return character.substring(0, character.indexOf('/'));
    }

    private Optional<Path> inDataFolder() {
        return locations.data().map(data -> data.resolve(NAME)).filter(Files::isDirectory);
    }

    private Path downloaded() {
        Path folder = locations.cache().resolve(NAME);
        for (OmniglotFile file : known) {
            Path target = folder.resolve(file.fileName());
            if (file.part() != OmniglotFile.Part.SMALL && !Files.exists(target)) {
                fetch(file, target);
            }
        }
        return folder;
    }

    private void fetch(OmniglotFile file, Path target) {
        try {
            downloader.fetch(List.of(file.address()), target, (downloaded, name) -> verified(file, downloaded, name));
        } catch (DatasetException failed) {
            throw new DatasetException(failed.getMessage() + "; searched " + locations.searched(NAME), failed);
        }
    }

    private static String verified(OmniglotFile file, Path path, String name) {
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new DatasetException(name + ": cannot be read (" + Causes.inWords(e) + ")", e);
        }
        String found = Sha256.hex(digest);
        if (!found.equals(file.sha256())) {
            throw new DatasetException(
                    name + ": SHA-256 must be " + file.sha256() + " for " + file.fileName() + ", found " + found);
        }
        return found;
    }
}
