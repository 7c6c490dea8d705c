package org.metricloss.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.metricloss.base.Launcher;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.data.SourceFile;
import org.metricloss.core.random.RandomStream;
import org.metricloss.formats.Sha256;

/** A folder with a sub-folder of PNG or JPEG images for each class, listed by {@link ClassFolders}. */
final class ImageFolder {
    static final String NAME = "folder";
    static final String DESCRIPTION = "PNG or JPEG images in the folder 'dir', one sub-folder per class";

    /** The largest size of an image file in bytes. */
    private static final long MOST_BYTES = 64L << 20;

    private final Path folder;
    private final DatasetSettings settings;
    private final ImageDecoder decoder;

    private ImageFolder(Path folder, DatasetSettings settings) {
        this.folder = folder;
        this.settings = settings;
        this.decoder = new ImageDecoder(settings.images());
    }

    static Dataset open(DatasetSettings settings) {
        Path folder = settings.dir()
                .orElseThrow(() -> new DatasetException(
                        "dataset 'folder' needs 'dir', the folder with a sub-folder of images for each class"));
        return new ImageFolder(folder, settings).open();
    }

    private Dataset open() {
        ImageSettings images = settings.images();
        MessageDigest digest = Sha256.newDigest();
        ImageCollection train;
        ImageCollection test;
        List<ClassFolders> listed = listed(folder, images.split());
        requireFits(listed);
        if (images.split() == ImageSettings.Split.FOLDERS) {
            train = read(listed.get(0), digest);
            test = read(listed.get(1), digest);
        } else {
            ImageCollection all = read(listed.get(0), digest);
            ImageCollection.Selection tested = tested(all);
            train = all.select((className, i) -> !tested.takes(className, i));
            test = all.select(tested);
        }
        List<SourceFile> sources = List.of(
                new SourceFile(ClassFolders.normalName(folder.toAbsolutePath().normalize()), Sha256.hex(digest)));
        Dataset dataset = ImageCollection.dataset(NAME, train, test, settings, sources);
        return images.pairs().isEmpty()
                ? dataset
                : dataset.withTestPairs(LfwPairs.read(images.pairs().get(), test.rowsByName()));
    }

    /** {@return a description of what was skipped, one line for each kind and part} */
    static List<String> passedOver(DatasetSettings settings) {
        return listed(settings.dir().orElseThrow(), settings.images().split()).stream()
                .flatMap(part -> part.passedOverLines().stream())
                .toList();
    }

    private static List<ClassFolders> listed(Path folder, ImageSettings.Split split) {
        return split == ImageSettings.Split.FOLDERS
                ? List.of(ClassFolders.of(folder.resolve("train")), ClassFolders.of(folder.resolve("test")))
                : List.of(ClassFolders.of(folder));
    }

    private ImageCollection.Selection tested(ImageCollection all) {
        double share = settings.images().test();
        if (settings.images().split() == ImageSettings.Split.CLASS) {
            Set<String> classes = ClassSplit.tested(all.classes(), share, "classes in " + folder);
            return (className, i) -> classes.contains(className);
        }
        Map<String, boolean[]> tested = new HashMap<>();
        for (String className : all.classes()) {
            boolean[] taken = new boolean[all.images(className)];
            int count = (int) Math.round(share * taken.length);
            int[] order = RandomStream.of(0, "image-split " + className).permutation(taken.length);
            for (int i = 0; i < count; i++) {
                taken[order[i]] = true;
            }
            tested.put(className, taken);
        }
        return (className, i) -> tested.get(className)[i];
    }

    /**
     * Checks, before anything is decoded, that the images fit into memory. They are first collected and then copied
     * into one array for each part.
     */
    private void requireFits(List<ClassFolders> parts) {
        long images = 0;
        for (ClassFolders part : parts) {
            if (settings.images().split() == ImageSettings.Split.FOLDERS) {
                ImageCollection.pixelBytes(part.parent().toString(), part.size(), settings.images());
            }
            images += part.size();
        }
        ImageShape shape = ImageCollection.shape(settings.images());
        long each = 2L * shape.values();
        long heap = Runtime.getRuntime().maxMemory();
        if (images > heap / each) {
            throw new DatasetException(String.format(
                    Locale.ROOT,
                    "%s: %d images of %s need %.1f GiB while they are read, at most %d fit this JVM's heap of %.1f GiB; %s",
                    folder,
                    images,
                    shape,
                    images * each / 0x1p30,
                    heap / each,
                    heap / 0x1p30,
                    Launcher.moreHeap()));
        }
    }

    private ImageCollection read(ClassFolders part, MessageDigest digest) {
        ImageCollection images = new ImageCollection(settings.images());
        part.images()
                .forEach((className, files) -> files.forEach(file -> {
                    String name = ClassFolders.normalName(file);
                    byte[] content = content(file);
                    digest.update(content);
                    images.add(
                            className,
                            name.substring(0, name.lastIndexOf('.')),
                            decoder.decode(content, file.toString()));
                }));
        return images;
    }

    /** {@return the bytes of an image file} */
    static byte[] content(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DatasetException(file + (Files.exists(file) ? ": must be a plain file" : ": no such file"));
        }
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new DatasetException(file + ": must have at most " + MOST_BYTES + " bytes, found " + size);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read (" + e + ")", e);
        }
    }
}
