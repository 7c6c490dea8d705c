package org.metricloss.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metricloss.core.data.Dataset;
import org.metricloss.datasets.PartFiles.Part;

/** A data set of images that a CSV file lists, see {@link ImageList}. */
final class ImageListFile {
    static final String NAME = "list";
    static final String DESCRIPTION = "images that the CSV file 'file' lists with class, part and group";

    private static final Set<Part> SEARCHED = Set.of(Part.QUERY, Part.GALLERY);

    private final ImageList list;
    private final SplitSettings split;

    private ImageListFile(ImageList list, SplitSettings split) {
        this.list = list;
        this.split = split;
    }

    static Dataset open(DatasetSettings settings, ImageCache cache) {
        Path file = settings.files()
                .flatMap(PartFiles::all)
                .orElseThrow(
                        () -> new DatasetException("dataset 'list' needs 'file', a CSV file that lists its images"));
        return new ImageListFile(ImageList.read(file, settings.dir()), settings.split()).dataset(settings, cache);
    }

    private Dataset dataset(DatasetSettings settings, ImageCache cache) {
        require("label", list.columns().contains("label"));
        boolean divided = list.columns().contains("part");
        if (divided) {
            split.requireNoShare(NAME, list.file() + " states the parts");
        }
        if (!divided && list.columns().contains("group")) {
            throw new DatasetException(
                    "%s: the column 'group' needs the column 'part', since only queries and gallery images have groups"
                            .formatted(list.file()));
        }
        boolean grouped = isGrouped();
        ListedImages images = new ListedImages(NAME, list.file().toString());
        for (ImageList.Row row : list.rows()) {
            String label = row.label().orElseThrow(() -> refused(row, "the label is missing"));
            Part part = divided ? row.part().orElseThrow(() -> refused(row, "the part is missing")) : Part.TRAIN;
            images.add(part, label, row.image(), grouped ? row.group() : Optional.empty());
        }
        return images.open(!divided || split.isByClass(), settings, cache, List.of(SourceFiles.of(list.file())));
    }

    private void require(String column, boolean present) {
        if (!present) {
            throw new DatasetException("%s: the column '%s' is missing; columns: %s"
                    .formatted(list.file(), column, String.join(", ", list.columns())));
        }
    }

    /** Queries and gallery have groups or not; other parts cannot use them. */
    private boolean isGrouped() {
        List<ImageList.Row> searched = list.rows().stream()
                .filter(row -> row.part().filter(SEARCHED::contains).isPresent())
                .toList();
        Optional<ImageList.Row> with =
                searched.stream().filter(row -> row.group().isPresent()).findFirst();
        Optional<ImageList.Row> without =
                searched.stream().filter(row -> row.group().isEmpty()).findFirst();
        if (with.isPresent() && without.isPresent()) {
            long missing =
                    searched.stream().filter(row -> row.group().isEmpty()).count();
            throw refused(
                    without.get(),
                    "the group is missing; either all queries and gallery images must have a group or none, of %s, %s have none"
                            .formatted(searched.size(), missing));
        }
        if (searched.isEmpty()) {
            list.rows().stream()
                    .filter(row -> row.group().isPresent() && row.part().equals(Optional.of(Part.TEST)))
                    .findFirst()
                    .ifPresent(row -> {
                        throw refused(row, "a group goes with the parts query and gallery, found the part test");
                    });
        }
        return with.isPresent();
    }

    private DatasetException refused(ImageList.Row row, String problem) {
        return new DatasetException(list.file() + ":" + row.line() + ": " + problem);
    }
}
