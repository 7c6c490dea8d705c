package org.metricloss.core.data;

/**
 * Some images of other pixels.
 *
 * @param all the other pixels
 * @param rows the images that this view has
 */
record SelectedPixels(Pixels all, int[] rows) implements Pixels {
    @Override
    public boolean isInMemory() {
        return all.isInMemory();
    }

    @Override
    public int images() {
        return rows.length;
    }

    @Override
    public int values() {
        return all.values();
    }

    @Override
    public void read(int image, byte[] target, int offset) {
        all.read(rows[image], target, offset);
    }

    @Override
    public int value(int image, int position) {
        return all.value(rows[image], position);
    }
}
