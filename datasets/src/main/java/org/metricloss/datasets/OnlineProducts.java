package org.metricloss.datasets;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.metricloss.datasets.PartFiles.Part;

/**
 * Reads the lists of Stanford Online Products (Oh Song et al.: Deep Metric Learning via Lifted Structured Feature Embedding,
 * CVPR 2016): {@code Ebay_train.txt} and {@code Ebay_test.txt}, each with a header and, for each image, its number, its
 * class, the class's category and its path.
 */
final class OnlineProducts {
    private static final List<String> HEADER = List.of("image_id", "class_id", "super_class_id", "path");

    private OnlineProducts() {}

    static PublishedList read(Path parent) {
        Path folder = PublishedSet.inside(parent, "Stanford_Online_Products");
        Path train = folder.resolve("Ebay_train.txt");
        Path test = folder.resolve("Ebay_test.txt");
        PublishedList list = new PublishedList(folder, folder, List.of(train, test));
        read(TextLines.read(train), Part.TRAIN, list);
        read(TextLines.read(test), Part.TEST, list);
        return list;
    }

    private static void read(TextLines text, Part part, PublishedList list) {
        if (!Arrays.asList(text.cells(0)).equals(HEADER)) {
            throw text.refused(0, "must be the header " + String.join(" ", HEADER));
        }
        for (int line = 1; line < text.size(); line++) {
            if (text.isBlank(line)) {
                continue;
            }
            String[] cells = text.cells(line);
            if (cells.length != HEADER.size()) {
                throw text.refused(
                        line, "must hold " + String.join(" ", HEADER) + ", found " + cells.length + " cells");
            }
            int label = text.number(line, cells[1], 1, Integer.MAX_VALUE);
            try {
                list.add(part, Integer.toString(label), cells[3]);
            } catch (IllegalArgumentException refused) {
                throw text.refused(line, refused.getMessage());
            }
        }
    }
}
