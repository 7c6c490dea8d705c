package org.metricloss.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SourceFile;
import org.metricloss.core.random.RandomStream;

/** A folder with a sub-folder of PNG or JPEG images for each class, listed by {@link ClassFolders}. */
final class ImageFolder {
    static final String NAME = "folder";
    static final String DESCRIPTION = "PNG or JPEG images in the folder 'dir', one sub-folder per class";

    private final Path folder;
    private final DatasetSettings settings;
    private final ImageCache cache;

    private ImageFolder(Path folder, DatasetSettings settings, ImageCache cache) {
        this.folder = folder;
        this.settings = settings;
        this.cache = cache;
    }

    static Dataset open(DatasetSettings settings, ImageCache cache) {
        Path folder = settings.dir()
                .orElseThrow(() -> new DatasetException(
                        "dataset 'folder' needs 'dir', the folder with a sub-folder of images for each class"));
        return new ImageFolder(folder, settings, cache).open();
    }

    private Dataset open() {
        ImageSettings images = settings.images();
        List<ImageFile> files = new ArrayList<>();
        List<ImageCollection> listed = listed(folder, kind()).stream()
                .map(part -> collected(part, files))
                .toList();
        ImageCollection train = listed.get(0);
        ImageCollection test = listed.get(listed.size() - 1);
        if (kind() != SplitSettings.Kind.FOLDERS) {
            ImageCollection all = listed.get(0);
            ImageCollection.Selection tested = tested(all);
            train = all.select((className, i) -> !tested.takes(className, i));
            test = all.select(tested);
        }
        ImageCollection.requireParts(NAME, train, test);
        CachedImages decoded = cache.open(folder.toString(), ImageFile.hash(files), images, ImageFile.encoded(files));
        List<SourceFile> sources = List.of(
                new SourceFile(ClassFolders.normalName(folder.toAbsolutePath().normalize()), decoded.contentSha256()));
        Dataset dataset = ImageCollection.dataset(NAME, train, test, decoded, settings, sources);
        return settings.split().pairs().isEmpty()
                ? dataset
                : dataset.withTestPairs(LfwPairs.read(settings.split().pairs().get(), test.rowsByName()));
    }

    /** Adds the files of a part, and returns which image they are. */
    private static ImageCollection collected(ClassFolders part, List<ImageFile> files) {
        ImageCollection images = new ImageCollection();
        part.images()
                .forEach((className, ofClass) -> ofClass.forEach(file -> {
                    String name = ClassFolders.normalName(file.path());
                    images.add(className, name.substring(0, name.lastIndexOf('.')), files.size());
                    files.add(file);
                }));
        return images;
    }

    /** {@return a description of what was skipped, one line for each kind and part} */
    static List<String> passedOver(DatasetSettings settings) {
        return listed(settings.dir().orElseThrow(), kind(settings)).stream()
                .flatMap(part -> part.passedOverLines().stream())
                .toList();
    }

    private SplitSettings.Kind kind() {
        return kind(settings);
    }

    private static SplitSettings.Kind kind(DatasetSettings settings) {
        return settings.split().kind().orElse(SplitSettings.Kind.CLASS);
    }

    private static List<ClassFolders> listed(Path folder, SplitSettings.Kind split) {
        return split == SplitSettings.Kind.FOLDERS
                ? List.of(ClassFolders.of(folder.resolve("train")), ClassFolders.of(folder.resolve("test")))
                : List.of(ClassFolders.of(folder));
    }

    private ImageCollection.Selection tested(ImageCollection all) {
        if (kind() == SplitSettings.Kind.CLASS) {
            Set<String> classes = settings.split().testedOf(all.classes(), "classes in " + folder);
            return (className, i) -> classes.contains(className);
        }
        Map<String, boolean[]> tested = new HashMap<>();
        for (String className : all.classes()) {
            boolean[] taken = new boolean[all.images(className)];
            int count = (int) Math.round(settings.split().test() * taken.length);
            int[] order = RandomStream.of(0, "image-split " + className).permutation(taken.length);
            for (int i = 0; i < count; i++) {
                taken[order[i]] = true;
            }
            tested.put(className, taken);
        }
        return (className, i) -> tested.get(className)[i];
    }
}
