package org.metricloss.experiments.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metricloss.base.UserException;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.host.Parallel;
import org.metricloss.datasets.DatasetException;
import org.metricloss.datasets.IdxImages;
import org.metricloss.datasets.IdxReader;
import org.metricloss.datasets.ImageFiles;
import org.metricloss.datasets.ImageSettings;

/** The inputs that a user names: folders of images, image files and IDX files, one after the other. */
public final class Inputs implements InputSource {
    private final List<InputSource> parts;
    /** The number of the first input of each part, with one more entry than parts. */
    private final int[] starts;

    private Inputs(List<InputSource> parts) {
        this.parts = parts;
        this.starts = new int[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], parts.get(i).size());
        }
    }

    /**
     * Finds the inputs. Image files are listed but not read yet; IDX files are read.
     *
     * @param paths folders, image files and IDX files, at least one
     * @param settings how image files are decoded
     * @param threads how many threads decode, at least 1
     * @return the inputs
     * @throws UserException if a path does not exist, holds no images, or holds images of another shape
     */
    public static Inputs of(List<Path> paths, ImageSettings settings, int threads) {
        List<InputSource> parts = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                parts.add(new Images(ImageFiles.in(path).images(), settings, threads));
            } else if (!Files.exists(path)) {
                throw new DatasetException(path + ": no such file or folder");
            } else if (ImageFiles.isImage(path)) {
                parts.add(new Images(List.of(new ImageFiles.Image(path, Optional.empty())), settings, threads));
            } else {
                parts.add(Idx.of(path, settings.shape()));
            }
        }
        return new Inputs(parts);
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

    private record Images(List<ImageFiles.Image> files, ImageSettings settings, int threads) implements InputSource {
        @Override
        public int size() {
            return files.size();
        }

        @Override
        public String path(int input) {
            return files.get(input).file().toString();
        }

        @Override
        public Optional<String> label(int input) {
            return files.get(input).label();
        }

        @Override
        public void read(int from, float[] target, int count) {
            Parallel.rows(threads, count, 1, () -> i -> {
                byte[] pixels = ImageFiles.pixels(files.get(from + i).file(), settings);
                for (int k = 0; k < pixels.length; k++) {
                    target[i * pixels.length + k] = Byte.toUnsignedInt(pixels[k]);
                }
            });
        }
    }

    private record Idx(Path file, IdxImages images, Optional<int[]> labels) implements InputSource {
        private static final String IMAGES = "images-idx3";
        private static final String LABELS = "labels-idx1";

        /** The labels lie beside the images, under the name that MNIST gives them. */
        static Idx of(Path file, ImageShape shape) {
            IdxReader reader = IdxReader.standard();
            IdxImages images = reader.images(file);
            if (!shape.equals(ImageShape.grey(images.height(), images.width()))) {
                throw new DatasetException("%s: holds images of 1x%sx%s (channels, height, width), the model takes %s"
                        .formatted(file, images.height(), images.width(), shape));
            }
            String name = file.getFileName().toString();
            Path labels = file.resolveSibling(name.replace(IMAGES, LABELS));
            if (!name.contains(IMAGES) || !Files.exists(labels)) {
                return new Idx(file, images, Optional.empty());
            }
            int[] read = reader.labels(labels, IdxReader.MAX_CLASSES).labels();
            if (read.length != images.count()) {
                throw new DatasetException("%s: must hold as many labels as %s holds images, found %s and %s"
                        .formatted(labels, file, read.length, images.count()));
            }
            return new Idx(file, images, Optional.of(read));
        }

        @Override
        public int size() {
            return images.count();
        }

        @Override
        public String path(int input) {
            return file + "#" + input;
        }

        @Override
        public Optional<String> label(int input) {
            return labels.map(all -> Integer.toString(all[input]));
        }

        @Override
        public void read(int from, float[] target, int count) {
            int values = images.height() * images.width();
            for (int i = 0; i < count * values; i++) {
                target[i] = Byte.toUnsignedInt(images.pixels()[from * values + i]);
            }
        }
    }
}
