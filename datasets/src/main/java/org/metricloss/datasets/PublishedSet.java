package org.metricloss.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.data.SourceFile;

/**
 * A data set on which retrieval is measured in publications, read from a folder in the layout in which it is published, with
 * its official split. Classes are tested on that are never trained on.
 *
 * @param name the name in an experiment file
 * @param description one line
 * @param train the published size of the training part
 * @param test the published size of the test part
 * @param layout reads the lists in a folder
 */
record PublishedSet(String name, String description, Size train, Size test, Function<Path, PublishedList> layout) {
    /** All sets. */
    static final List<PublishedSet> ALL = List.of(
            new PublishedSet(
                    "cub200",
                    "CUB-200-2011: birds; trains on classes 1 to 100 and tests on 101 to 200 (Wah et al. 2011)",
                    new Size(5864, 100),
                    new Size(5924, 100),
                    Cub200::read),
            new PublishedSet(
                    "cars196",
                    "Cars196: car models; trains on classes 1 to 98 and tests on 99 to 196 (Krause et al. 2013)",
                    new Size(8054, 98),
                    new Size(8131, 98),
                    Cars196::read),
            new PublishedSet(
                    "sop",
                    "Stanford Online Products: 22,634 products with about five images each (Oh Song et al. 2016)",
                    new Size(59_551, 11_318),
                    new Size(60_502, 11_316),
                    OnlineProducts::read),
            new PublishedSet(
                    "inshop",
                    "In-shop Clothes Retrieval: queries are searched in a gallery (Liu et al. 2016)",
                    new Size(25_882, 3997),
                    new Size(26_830, 3985),
                    InShop::read));

    /** Numbers of images and classes. */
    record Size(int images, int classes) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,d images in %,d classes", images, classes);
        }
    }

    /** {@return the set of that name} */
    static Optional<PublishedSet> named(String name) {
        return ALL.stream().filter(set -> set.name().equals(name)).findFirst();
    }

    Dataset open(DatasetSettings settings, ImageCache cache) {
        PublishedList list = list(settings);
        ListedImages images =
                new ListedImages(name, DatasetException.shown(settings.dir().orElseThrow()));
        list.entries().forEach((path, entry) -> images.add(entry.part(), entry.label(), path, Optional.empty()));
        List<SourceFile> sources = list.lists().stream().map(SourceFiles::of).toList();
        return images.open(settings.split().isByClass(), settings, cache, sources);
    }

    private PublishedList list(DatasetSettings settings) {
        Path folder = settings.dir()
                .orElseThrow(() -> new DatasetException(
                        "dataset '%s' needs 'dir', the folder with its images and lists".formatted(name)));
        if (!Files.isDirectory(folder)) {
            throw DatasetException.noSuchFolder(folder);
        }
        return layout.apply(folder);
    }

    /** {@return the images that no list names, in one line; none if there are none} */
    List<String> passedOver(DatasetSettings settings) {
        List<String> unlisted = list(settings).unlisted();
        return unlisted.isEmpty()
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "%s: passed over %,d files that are not listed: %s",
                        settings.dir().orElseThrow(),
                        unlisted.size(),
                        ListedImages.named(unlisted)));
    }

    /** {@return a line for each part of the official split whose size is not the published one} */
    List<String> warnings(Dataset dataset, DatasetSettings settings) {
        List<String> warnings = new ArrayList<>();
        if (!settings.split().isByClass()) {
            compare("training", train, size(dataset.train(), dataset.validation()), warnings);
            compare("test", test, size(dataset.test()), warnings);
        }
        return warnings;
    }

    private void compare(String part, Size published, Size found, List<String> warnings) {
        if (!published.equals(found)) {
            warnings.add("%s: the published %s part has %s, found %s; results cannot be compared with published ones"
                    .formatted(name, part, published, found));
        }
    }

    private static Size size(SampleSet... parts) {
        int images = 0;
        boolean[] present = new boolean[parts[0].classCount()];
        int classes = 0;
        for (SampleSet part : parts) {
            images += part.size();
            for (int label : part.labels()) {
                classes += present[label] ? 0 : 1;
                present[label] = true;
            }
        }
        return new Size(images, classes);
    }

    /** {@return the sub-folder of that name if there is one, otherwise the folder itself} */
    static Path inside(Path folder, String subFolder) {
        Path inside = folder.resolve(subFolder);
        return Files.isDirectory(inside) ? inside : folder;
    }
}
