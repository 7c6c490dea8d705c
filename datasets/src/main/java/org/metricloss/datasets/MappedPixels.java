package org.metricloss.datasets;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.metricloss.core.data.Pixels;

/** Pixels in a file that is mapped into memory, so that they take no heap. The operating system keeps what is read often. */
final class MappedPixels implements Pixels {
    /** A mapped buffer has at most 2 GiB; each maps as many whole images as fit into this number of bytes. */
    private static final int SEGMENT = 1 << 30;

    private final int images;
    private final int values;
    private final int perSegment;
    private final MappedByteBuffer[] segments;

    private MappedPixels(int images, int values, int perSegment, MappedByteBuffer[] segments) {
        this.images = images;
        this.values = values;
        this.perSegment = perSegment;
        this.segments = segments;
    }

    /**
     * {@return the pixels}
     *
     * @param file begins with images x values bytes and must not change
     * @param images the number of images
     * @param values the values of each
     * @throws IOException if the file cannot be mapped
     */
    static MappedPixels of(Path file, int images, int values) throws IOException {
        return of(file, images, values, Math.max(1, SEGMENT / values));
    }

    /** @param perSegment how many images one buffer maps */
    static MappedPixels of(Path file, int images, int values, int perSegment) throws IOException {
        MappedByteBuffer[] segments = new MappedByteBuffer[(images + perSegment - 1) / perSegment];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int i = 0; i < segments.length; i++) {
                long from = (long) i * perSegment;
                long mapped = Math.min(perSegment, images - from);
                segments[i] = channel.map(FileChannel.MapMode.READ_ONLY, from * values, mapped * values);
            }
        }
        return new MappedPixels(images, values, perSegment, segments);
    }

    @Override
    public boolean isInMemory() {
        return false;
    }

    @Override
    public int images() {
        return images;
    }

    @Override
    public int values() {
        return values;
    }

    @Override
    public void read(int image, byte[] target, int offset) {
        Objects.checkIndex(image, images);
        segments[image / perSegment].get(image % perSegment * values, target, offset, values);
    }

    @Override
    public int value(int image, int position) {
        Objects.checkIndex(image, images);
        Objects.checkIndex(position, values);
        return Byte.toUnsignedInt(segments[image / perSegment].get(image % perSegment * values + position));
    }
}
