package org.metricloss.datasets;

/** Image files in a fixed order. Several threads may read them at once. */
interface EncodedImages {
    /** {@return the number of images} */
    int count();

    /**
     * {@return the name of an image in messages}
     *
     * @param image from 0 to {@link #count} - 1
     */
    String name(int image);

    /**
     * {@return the content of an image file}
     *
     * @param image from 0 to {@link #count} - 1
     * @throws DatasetException if it cannot be read or is too large
     */
    byte[] content(int image);
}
