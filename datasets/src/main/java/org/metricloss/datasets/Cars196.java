package org.metricloss.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.metricloss.base.Causes;
import org.metricloss.datasets.PartFiles.Part;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Struct;

/**
 * Reads the list of Cars196 (Krause et al.: 3D Object Representations for Fine-Grained Categorization, 2013), the MATLAB
 * file {@code cars_annos.mat}: {@code annotations} with the path {@code relative_im_path} and the {@code class} of each
 * image, and the {@code class_names}. Its {@code test} divides the images of each class and is not used: metric learning
 * trains on the first half of the classes and tests on the second (Oh Song et al.: Deep Metric Learning via Lifted
 * Structured Feature Embedding, CVPR 2016).
 */
final class Cars196 {
    private static final long MOST_BYTES = 64L << 20;
    private static final int TRAINED = 98;

    private Cars196() {}

    static PublishedList read(Path folder) {
        Path file = folder.resolve("cars_annos.mat");
        if (!Files.isRegularFile(file)) {
            throw new DatasetException(
                    file + ": no such file; images in one folder for each class are read with type: folder");
        }
        PublishedList list = new PublishedList(folder, folder.resolve("car_ims"), List.of(file));
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new DatasetException(file + ": must have at most " + MOST_BYTES + " bytes");
            }
            try (MatFile annotations = Mat5.readFromFile(file.toFile())) {
                read(file, annotations, list);
            }
        } catch (IOException failed) {
            throw new DatasetException(file + ": cannot be read (" + Causes.inWords(failed) + ")", failed);
        } catch (RuntimeException refused) {
            if (refused instanceof DatasetException known) {
                throw known;
            }
            // The library throws all kinds of exceptions if the file is broken or lacks an array.
            throw new DatasetException(
                    file + ": must be a MATLAB 5 file with annotations (relative_im_path, class) and class_names ("
                            + Causes.inWords(refused) + ")",
                    refused);
        }
        return list;
    }

    private static void read(Path file, MatFile content, PublishedList list) {
        Struct annotations = content.getStruct("annotations");
        Cell names = content.getCell("class_names");
        PublishedList.requireDistinct(
                file,
                IntStream.range(0, names.getNumElements())
                        .mapToObj(i -> names.getChar(i).getString())
                        .toList());
        for (int i = 0; i < annotations.getNumElements(); i++) {
            String path = annotations.getChar("relative_im_path", i).getString();
            double label = annotations.getMatrix("class", i).getDouble(0);
            if (!(label >= 1 && label <= names.getNumElements() && label == Math.rint(label))) {
                throw new DatasetException("%s: the class of %s must be a whole number from 1 to %s, found %s"
                        .formatted(file, path, names.getNumElements(), label));
            }
            String name = names.getChar((int) label - 1).getString();
            try {
                list.add(label <= TRAINED ? Part.TRAIN : Part.TEST, name, path);
            } catch (IllegalArgumentException refused) {
                throw new DatasetException(file + ": " + refused.getMessage(), refused);
            }
        }
    }
}
