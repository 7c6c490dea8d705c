package org.metricloss.datasets;

import java.util.function.IntUnaryOperator;

/**
 * Resizes the shorter side of an image to a given length and the longer one in proportion, and cuts a rectangle out of the
 * middle. Pixels, sizes and the place of the rectangle are those of torchvision's {@code Resize} and {@code CenterCrop} on a
 * Pillow image: a pixel is a weighted mean of the source. The weights fall linearly with the distance and are rounded to 22
 * binary places. The width is resized before the height. Only the pixels of the rectangle are computed.
 */
final class CenterCrop {
    private static final int PRECISION = 22;

    private final Side rows;
    private final Side columns;

    /**
     * @param height the height of the source
     * @param width the width of the source
     * @param settings the size of the rectangle and the length of the shorter side
     */
    CenterCrop(int height, int width, ImageSettings settings) {
        int side = settings.shorterSide().orElseThrow();
        int shorter = Math.min(height, width);
        this.rows = new Side(height, height == shorter ? side : longer(side, height, shorter), settings.height());
        this.columns = new Side(width, width == shorter ? side : longer(side, width, shorter), settings.width());
    }

    /** Rounds down as torchvision does. */
    private static long longer(int side, int longer, int shorter) {
        return (long) side * longer / shorter;
    }

    /**
     * @param source [height, width] values from 0 to 255, which are rounded
     * @param target [channels, rectangle's height, rectangle's width]; one channel is overwritten
     */
    void cut(float[] source, byte[] target, int channel) {
        int width = columns.source;
        int first = rows.from[0];
        int last = rows.from[rows.count - 1] + rows.weights[rows.count - 1].length;
        int[] narrow = new int[(last - first) * columns.count];
        for (int y = first; y < last; y++) {
            int start = y * width;
            for (int x = 0; x < columns.count; x++) {
                narrow[(y - first) * columns.count + x] = columns.mean(x, place -> Math.round(source[start + place]));
            }
        }
        int start = channel * rows.count * columns.count;
        for (int y = 0; y < rows.count; y++) {
            for (int x = 0; x < columns.count; x++) {
                int column = x;
                target[start + y * columns.count + x] =
                        (byte) rows.mean(y, place -> narrow[(place - first) * columns.count + column]);
            }
        }
    }

    /** The weights of the source along one side, for each position of the rectangle. */
    private static final class Side {
        private final int source;
        private final int count;
        private final int[] from;
        private final int[][] weights;

        /**
         * @param source the length of the source
         * @param resized the length that it is resized to
         * @param count the length that is cut out of the middle
         */
        Side(int source, long resized, int count) {
            this.source = source;
            this.count = count;
            this.from = new int[count];
            this.weights = new int[count][];
            // Python rounds halves to even numbers.
            long start = (long) Math.rint((resized - count) / 2.0);
            double scale = (double) source / resized;
            double reach = Math.max(1, scale);
            for (int i = 0; i < count; i++) {
                double center = (start + i + 0.5) * scale;
                from[i] = Math.max(0, (int) (center - reach + 0.5));
                int to = Math.min(source, (int) (center + reach + 0.5));
                weights[i] = weights(from[i], to, center, reach);
            }
        }

        private static int[] weights(int from, int to, double center, double reach) {
            double[] exact = new double[to - from];
            double sum = 0;
            for (int k = 0; k < exact.length; k++) {
                double distance = Math.abs((k + from - center + 0.5) * (1 / reach));
                exact[k] = distance < 1 ? 1 - distance : 0;
                sum += exact[k];
            }
            int[] rounded = new int[exact.length];
            for (int k = 0; k < exact.length; k++) {
                rounded[k] = (int) (0.5 + exact[k] / sum * (1 << PRECISION));
            }
            return rounded;
        }

        int mean(int position, IntUnaryOperator values) {
            int sum = 1 << (PRECISION - 1);
            for (int k = 0; k < weights[position].length; k++) {
                sum += weights[position][k] * values.applyAsInt(from[position] + k);
            }
            return Math.max(0, Math.min(255, sum >> PRECISION));
        }
    }
}
