package org.metricloss.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SourceFile;
import org.metricloss.core.plugin.Spelling;
import org.metricloss.core.random.RandomStream;
import org.metricloss.datasets.PartFiles.Part;

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
        if (kind() == SplitSettings.Kind.FOLDERS) {
            settings.split().requireNoShare(NAME, "with split: folders the parts are folders of " + folder);
        }
        List<ImageFile> files = new ArrayList<>();
        Map<Part, ImageCollection> listed = new EnumMap<>(Part.class);
        listed(folder, kind()).forEach((part, found) -> listed.put(part, collected(found, files)));
        ImageParts parts =
                kind() == SplitSettings.Kind.FOLDERS ? ImageParts.of(NAME, listed) : divided(listed.get(Part.TRAIN));
        CachedImages decoded =
                cache.open(folder.toString(), ImageFile.hash(files), settings.images(), ImageFile.encoded(files));
        List<SourceFile> sources = new ArrayList<>();
        sources.add(
                new SourceFile(ClassFolders.normalName(folder.toAbsolutePath().normalize()), decoded.contentSha256()));
        settings.split().pairs().map(SourceFiles::of).ifPresent(sources::add);
        Dataset dataset = parts.dataset(decoded, settings, sources);
        return settings.split()
                .pairs()
                .map(pairs ->
                        dataset.withTestPairs(LfwPairs.read(pairs, parts.test().rowsByName())))
                .orElse(dataset);
    }

    private ImageParts divided(ImageCollection all) {
        ImageCollection.Selection tested = tested(all);
        return ImageParts.of(NAME, all.select((className, i) -> !tested.takes(className, i)), all.select(tested));
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
        return listed(settings.dir().orElseThrow(), kind(settings)).values().stream()
                .flatMap(part -> part.passedOverLines().stream())
                .toList();
    }

    private SplitSettings.Kind kind() {
        return kind(settings);
    }

    private static SplitSettings.Kind kind(DatasetSettings settings) {
        return settings.split().kind().orElse(SplitSettings.Kind.CLASS);
    }

    /** Lists the sub-folders of the parts; a folder that is not divided into parts is listed as one to train on. */
    private static Map<Part, ClassFolders> listed(Path folder, SplitSettings.Kind split) {
        Map<Part, ClassFolders> listed = new EnumMap<>(Part.class);
        if (split != SplitSettings.Kind.FOLDERS) {
            listed.put(Part.TRAIN, ClassFolders.of(folder));
            return listed;
        }
        for (Part part : Part.values()) {
            Path ofPart = folder.resolve(Spelling.of(part));
            if (part == Part.TRAIN || Files.exists(ofPart)) {
                listed.put(part, ClassFolders.of(ofPart));
            }
        }
        try {
            PartFiles.requireComplete(listed::containsKey);
        } catch (IllegalArgumentException refused) {
            throw new DatasetException(DatasetException.shown(folder) + ": " + refused.getMessage(), refused);
        }
        return listed;
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
