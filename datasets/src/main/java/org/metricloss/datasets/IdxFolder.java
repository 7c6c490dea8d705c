package org.metricloss.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.data.Normalizer;
import org.metricloss.core.data.SourceFile;

/** A folder with the four files of an IDX data set. */
final class IdxFolder {
    private final Path folder;

    IdxFolder(Path folder) {
        this.folder = folder;
    }

    /** {@return whether at least one of the four files exists} */
    boolean holdsAny() {
        return Arrays.stream(IdxFile.values())
                .anyMatch(file -> file.find(folder).isPresent());
    }

    /** Reads a published set and checks it. */
    Dataset read(KnownIdxSet known, Normalizer normalizer) {
        requireAll();
        List<SourceFile> sources = new ArrayList<>();
        ImageSet train = knownPart(known, IdxFile.TRAIN_IMAGES, IdxFile.TRAIN_LABELS, sources);
        ImageSet test = knownPart(known, IdxFile.TEST_IMAGES, IdxFile.TEST_LABELS, sources);
        return Dataset.of(known.name(), train, test, normalizer, sources);
    }

    /**
     * Reads any set. Its classes are the labels that the train part has, in ascending order, and are named by their
     * numbers.
     */
    Dataset readAny(String name, Normalizer normalizer) {
        requireAll();
        IdxReader reader = IdxReader.standard();
        IdxLabels trainLabels = reader.labels(path(IdxFile.TRAIN_LABELS), IdxReader.MAX_CLASSES);
        IdxLabels testLabels = reader.labels(path(IdxFile.TEST_LABELS), IdxReader.MAX_CLASSES);
        int[] classes = Arrays.stream(trainLabels.labels()).distinct().sorted().toArray();
        int[] trainClasses = classIndices(trainLabels, classes);
        int[] testClasses = classIndices(testLabels, classes);
        List<String> names = Arrays.stream(classes).mapToObj(Integer::toString).toList();
        IdxImages trainImages = reader.images(path(IdxFile.TRAIN_IMAGES));
        IdxImages testImages = reader.images(path(IdxFile.TEST_IMAGES));
        if (trainImages.height() != testImages.height() || trainImages.width() != testImages.width()) {
            throw new DatasetException(path(IdxFile.TEST_IMAGES) + ": images must be " + trainImages.height() + "x"
                    + trainImages.width() + " as the training images, found " + testImages.height() + "x"
                    + testImages.width());
        }
        return Dataset.of(
                name,
                imageSet(IdxFile.TRAIN_IMAGES, trainImages, names, trainClasses),
                imageSet(IdxFile.TEST_IMAGES, testImages, names, testClasses),
                normalizer,
                List.of(
                        new SourceFile(IdxFile.TRAIN_IMAGES.plainName(), trainImages.sha256()),
                        new SourceFile(IdxFile.TRAIN_LABELS.plainName(), trainLabels.sha256()),
                        new SourceFile(IdxFile.TEST_IMAGES.plainName(), testImages.sha256()),
                        new SourceFile(IdxFile.TEST_LABELS.plainName(), testLabels.sha256())));
    }

    private ImageSet knownPart(KnownIdxSet known, IdxFile imagesFile, IdxFile labelsFile, List<SourceFile> sources) {
        Path imagesPath = path(imagesFile);
        Path labelsPath = path(labelsFile);
        IdxImages images = known.reader().images(imagesPath);
        known.check(imagesFile, imagesPath.toString(), images);
        IdxLabels labels = known.reader().labels(labelsPath, known.classNames().size());
        known.check(labelsFile, labelsPath.toString(), labels);
        sources.add(new SourceFile(imagesFile.plainName(), images.sha256()));
        sources.add(new SourceFile(labelsFile.plainName(), labels.sha256()));
        return imageSet(imagesFile, images, known.classNames(), labels.labels());
    }

    private int[] classIndices(IdxLabels labels, int[] classes) {
        int[] indices = new int[labels.labels().length];
        for (int i = 0; i < indices.length; i++) {
            int label = labels.labels()[i];
            indices[i] = Arrays.binarySearch(classes, label);
            if (indices[i] < 0) {
                throw new DatasetException(path(IdxFile.TEST_LABELS) + ": label must be one of the training labels "
                        + Arrays.toString(classes) + ", found " + label + " at position " + i);
            }
        }
        return indices;
    }

    private ImageSet imageSet(IdxFile file, IdxImages images, List<String> classNames, int[] labels) {
        if (images.count() != labels.length) {
            throw new DatasetException(path(file) + ": there must be as many images as labels, found " + images.count()
                    + " images and " + labels.length + " labels");
        }
        ImageShape shape = ImageShape.grey(images.height(), images.width());
        return ImageSet.of(shape, ImageSet.MAX_PIXEL, classNames, images.pixels(), labels);
    }

    private void requireAll() {
        if (!Files.isDirectory(folder)) {
            throw DatasetException.noSuchFolder(folder);
        }
        List<String> missing = Arrays.stream(IdxFile.values())
                .filter(file -> file.find(folder).isEmpty())
                .map(IdxFile::plainName)
                .toList();
        if (!missing.isEmpty()) {
            throw new DatasetException(DatasetException.shown(folder) + ": must hold the files "
                    + Arrays.stream(IdxFile.values()).map(IdxFile::plainName).collect(Collectors.joining(", "))
                    + " (or with .gz), missing: " + String.join(", ", missing));
        }
    }

    private Path path(IdxFile file) {
        return file.find(folder)
                .orElseThrow(() -> new DatasetException(folder.resolve(file.plainName()) + ": no such file"));
    }
}
