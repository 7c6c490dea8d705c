package org.metricloss.experiments.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.metricloss.base.UserException;
import org.metricloss.datasets.DatasetException;
import org.metricloss.datasets.ImageFiles;
import org.metricloss.datasets.ImageList;
import org.metricloss.datasets.ImageSettings;
import org.metricloss.datasets.embeddings.CsvOptions;
import org.metricloss.datasets.embeddings.InputVectors;

/** The inputs that a user names, one after the other: images for a model that takes images, vectors for one that takes vectors. */
public final class Inputs implements InputSource {
    private final List<InputSource> parts;
    /** The number of the first input of each part, with one more entry than parts. */
    private final int[] starts;

    private final List<String> notes;

    private Inputs(List<InputSource> parts, List<String> notes) {
        this.parts = parts;
        this.notes = List.copyOf(notes);
        this.starts = new int[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], parts.get(i).size());
        }
    }

    /**
     * Finds the inputs of a model that takes images. Image files are listed but not read yet; IDX files are read.
     *
     * @param paths folders, image files, lists of image files and IDX files, at least one
     * @param settings how image files are decoded
     * @param threads how many threads decode, at least 1
     * @return the inputs
     * @throws UserException if a path does not exist, holds no images, or holds images of another shape
     */
    public static Inputs ofImages(List<Path> paths, ImageSettings settings, int threads) {
        return new Inputs(
                paths.stream().map(path -> images(path, settings, threads)).toList(), List.of());
    }

    private static InputSource images(Path path, ImageSettings settings, int threads) {
        requireExisting(path);
        if (Files.isDirectory(path)) {
            return new ImageInputs(ImageFiles.in(path).images(), settings, threads);
        }
        if (ImageFiles.isImage(path)) {
            return new ImageInputs(List.of(new ImageFiles.Image(path, Optional.empty())), settings, threads);
        }
        if (isNamed(path, ".csv")) {
            return new ImageInputs(listed(path), settings, threads);
        }
        if (isNamed(path, ".npz", ".npy")) {
            throw new DatasetException("%s: holds arrays; the model takes images of %s (channels, height, width)"
                    .formatted(path, settings.shape()));
        }
        return IdxInputs.of(path, settings.shape());
    }

    /** {@return the images of a list, all of which exist} */
    private static List<ImageFiles.Image> listed(Path list) {
        ImageList images = ImageList.read(list, Optional.empty());
        images.requireFiles();
        return images.rows().stream()
                .map(row -> new ImageFiles.Image(row.image(), row.label()))
                .toList();
    }

    /**
     * Reads the inputs of a model that takes vectors.
     *
     * @param paths npz, npy and CSV files, at least one
     * @param dimension the length of a vector
     * @param options the columns of CSV files
     * @return the inputs
     * @throws UserException if a file does not exist, or holds no vectors of that length
     */
    public static Inputs ofVectors(List<Path> paths, int dimension, CsvOptions options) {
        List<InputVectors> files = new ArrayList<>();
        for (Path path : paths) {
            requireExisting(path);
            if (Files.isDirectory(path) || ImageFiles.isImage(path)) {
                throw new DatasetException("%s: the model takes vectors of %s numbers, in npz, npy or CSV files"
                        .formatted(path, dimension));
            }
            files.add(InputVectors.read(path, dimension, options));
        }
        List<InputVectors> named = InputVectors.named(files);
        List<InputSource> parts = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            parts.add(new VectorInputs(paths.get(i), named.get(i)));
        }
        return new Inputs(
                parts, named.stream().flatMap(file -> file.notes().stream()).toList());
    }

    private static void requireExisting(Path path) {
        if (!Files.exists(path)) {
            throw new DatasetException(path + ": no such file or folder");
        }
    }

    private static boolean isNamed(Path path, String... endings) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(endings).anyMatch(name::endsWith);
    }

    /** {@return how CSV files were read, one line each; those that begin with {@code warning:} are warnings} */
    public List<String> notes() {
        return notes;
    }

    @Override
    public int size() {
        return starts[parts.size()];
    }

    private int part(int input) {
        int found = Arrays.binarySearch(starts, input);
        return found >= 0 ? found : -found - 2;
    }

    @Override
    public String path(int input) {
        return parts.get(part(input)).path(input - starts[part(input)]);
    }

    @Override
    public Optional<String> label(int input) {
        return parts.get(part(input)).label(input - starts[part(input)]);
    }

    @Override
    public void read(int from, float[] target, int count) {
        int values = target.length / count;
        for (int done = 0; done < count; ) {
            int part = part(from + done);
            int some = Math.min(count - done, starts[part + 1] - from - done);
            float[] own = new float[some * values];
            parts.get(part).read(from + done - starts[part], own, some);
            System.arraycopy(own, 0, target, done * values, own.length);
            done += some;
        }
    }
}
