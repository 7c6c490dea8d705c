package org.metricloss.core.data;

import java.util.Objects;

/**
 * The pixels of images of one shape, one unsigned byte per value. They may be in memory or in a file, so that a data
 * set can be larger than the heap. Immutable; several threads may read at once.
 */
public interface Pixels {
    /** {@return whether reading takes no time on a disk} */
    boolean isInMemory();

    /** {@return the number of images} */
    int images();

    /** {@return the number of values of each image} */
    int values();

    /**
     * Copies the values of one image, [channels, height, width].
     *
     * @param image from 0 to {@link #images} - 1
     * @param target receives {@link #values} bytes
     * @param offset the position in the target of the first value
     */
    void read(int image, byte[] target, int offset);

    /**
     * {@return one value of one image, from 0 to 255}
     *
     * @param image from 0 to {@link #images} - 1
     * @param position from 0 to {@link #values} - 1
     */
    int value(int image, int position);

    /**
     * {@return pixels in memory}
     *
     * @param pixels [n, values] unsigned bytes, not copied; the caller must not change them afterwards
     * @param values the number of values of each image, at least 1
     */
    static Pixels of(byte[] pixels, int values) {
        return new HeapPixels(pixels, values);
    }

    /**
     * {@return a view of some of the images, numbered from 0}
     *
     * @param rows images from 0 to {@link #images} - 1, repetitions allowed, copied
     */
    default Pixels select(int[] rows) {
        for (int row : rows) {
            Objects.checkIndex(row, images());
        }
        return new SelectedPixels(this, rows.clone());
    }
}
