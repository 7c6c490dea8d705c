package org.metricloss.datasets;

/**
 * The content of an IDX file of images. The array of pixels is not copied, because it may fill much of the memory.
 *
 * @param count n, at least 1
 * @param height rows of each image, at least 1
 * @param width columns of each image, at least 1
 * @param pixels [n, height, width] unsigned bytes
 * @param sha256 SHA-256 of the unpacked file
 */
public record IdxImages(int count, int height, int width, byte[] pixels, String sha256) {}
