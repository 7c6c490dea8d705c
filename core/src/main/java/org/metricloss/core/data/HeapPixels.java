package org.metricloss.core.data;

/**
 * Pixels in an array.
 *
 * @param pixels [n, values]
 * @param values the number of values of each image
 */
record HeapPixels(byte[] pixels, int values) implements Pixels {
    @Override
    public boolean isInMemory() {
        return true;
    }

    @Override
    public int images() {
        return pixels.length / values;
    }

    @Override
    public void read(int image, byte[] target, int offset) {
        System.arraycopy(pixels, image * values, target, offset, values);
    }

    @Override
    public int value(int image, int position) {
        return Byte.toUnsignedInt(pixels[image * values + position]);
    }
}
