package org.metricloss.datasets;

/** Resizes images by averaging: a target pixel is the mean of the source over the area that it covers. */
final class AreaAverage {
    private AreaAverage() {}

    /**
     * @param source [height, width] values from 0 to 255
     * @param target [channels, targetHeight, targetWidth]; one channel is overwritten with rounded values
     */
    static void resize(
            float[] source, int height, int width, byte[] target, int channel, int targetHeight, int targetWidth) {
        double[][] rows = weights(height, targetHeight);
        double[][] columns = weights(width, targetWidth);
        double[] narrow = new double[height * targetWidth];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < targetWidth; x++) {
                double sum = 0;
                for (int i = 1; i < columns[x].length; i++) {
                    sum += columns[x][i] * source[y * width + (int) columns[x][0] + i - 1];
                }
                narrow[y * targetWidth + x] = sum;
            }
        }
        int start = channel * targetHeight * targetWidth;
        for (int y = 0; y < targetHeight; y++) {
            for (int x = 0; x < targetWidth; x++) {
                double sum = 0;
                for (int i = 1; i < rows[y].length; i++) {
                    sum += rows[y][i] * narrow[((int) rows[y][0] + i - 1) * targetWidth + x];
                }
                target[start + y * targetWidth + x] = (byte) Math.round(sum);
            }
        }
    }

    /**
     * {@return for each target position, the first source position that it covers, followed by the share of each
     * covered position}
     */
    private static double[][] weights(int source, int target) {
        double[][] weights = new double[target][];
        double step = (double) source / target;
        for (int t = 0; t < target; t++) {
            double from = t * step;
            double to = t + 1 == target ? source : (t + 1) * step;
            int first = (int) from;
            int last = Math.min(source - 1, (int) Math.ceil(to) - 1);
            weights[t] = new double[last - first + 2];
            weights[t][0] = first;
            for (int s = first; s <= last; s++) {
                weights[t][1 + s - first] = (Math.min(to, s + 1) - Math.max(from, s)) / (to - from);
            }
        }
        return weights;
    }
}
