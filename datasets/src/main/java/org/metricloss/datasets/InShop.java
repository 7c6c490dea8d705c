package org.metricloss.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.metricloss.datasets.PartFiles.Part;

/**
 * Reads the list of In-shop Clothes Retrieval (Liu et al.: DeepFashion, CVPR 2016), {@code
 * Eval/list_eval_partition.txt}: the number of images, a header and, for each image, its path, its item and its part.
 * Columns are padded with blanks.
 */
final class InShop {
    private static final List<String> HEADER = List.of("image_name", "item_id", "evaluation_status");
    private static final Map<String, Part> PARTS =
            Map.of("train", Part.TRAIN, "query", Part.QUERY, "gallery", Part.GALLERY);

    private InShop() {}

    static PublishedList read(Path folder) {
        Path file = folder.resolve("Eval/list_eval_partition.txt");
        TextLines text = TextLines.read(file);
        // The images are published as a zip in the folder Img, and the paths start from where it is unpacked.
        Path from = Files.isDirectory(folder.resolve("img")) ? folder : PublishedSet.inside(folder, "Img");
        PublishedList list = new PublishedList(from, from.resolve("img"), List.of(file));
        String[] head = text.cells(0);
        if (head.length != 1) {
            throw text.refused(0, "must hold the number of images");
        }
        int says = text.number(0, head[0], 1, Integer.MAX_VALUE);
        if (!Arrays.asList(text.cells(1)).equals(HEADER)) {
            throw text.refused(1, "must be the header " + String.join(" ", HEADER));
        }
        for (int line = 2; line < text.size(); line++) {
            if (!text.isBlank(line)) {
                read(text, line, list);
            }
        }
        if (list.entries().size() != says) {
            throw text.refused(
                    0, "says %s images, lists %s".formatted(says, list.entries().size()));
        }
        return list;
    }

    private static void read(TextLines text, int line, PublishedList list) {
        String[] cells = text.cells(line);
        if (cells.length != HEADER.size()) {
            throw text.refused(line, "must hold " + String.join(" ", HEADER) + ", found " + cells.length + " cells");
        }
        if (!PARTS.containsKey(cells[2])) {
            throw text.refused(line, "evaluation_status must be train, query or gallery, found '" + cells[2] + "'");
        }
        try {
            list.add(PARTS.get(cells[2]), cells[1], cells[0]);
        } catch (IllegalArgumentException refused) {
            throw text.refused(line, refused.getMessage());
        }
    }
}
