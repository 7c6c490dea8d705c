package org.metricloss.datasets.embeddings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/** Collects numbers, in double or single precision, in blocks, so that no array is copied while it grows. */
final class GrowingNumbers implements DoubleConsumer {
    private static final int BLOCK = 1 << 16;

    private final boolean single;
    private final List<float[]> floats = new ArrayList<>();
    private final List<double[]> doubles = new ArrayList<>();
    private int count;

    private GrowingNumbers(boolean single) {
        this.single = single;
    }

    static GrowingNumbers inDouble() {
        return new GrowingNumbers(false);
    }

    static GrowingNumbers inSingle() {
        return new GrowingNumbers(true);
    }

    @Override
    public void accept(double number) {
        int block = count / BLOCK;
        if (single) {
            if (block == floats.size()) {
                floats.add(new float[BLOCK]);
            }
            floats.get(block)[count % BLOCK] = (float) number;
        } else {
            if (block == doubles.size()) {
                doubles.add(new double[BLOCK]);
            }
            doubles.get(block)[count % BLOCK] = number;
        }
        count = Math.addExact(count, 1);
    }

    /** {@return all numbers in order; they must have been collected in double precision} */
    double[] doubles() {
        double[] all = new double[count];
        for (int from = 0; from < count; from += BLOCK) {
            System.arraycopy(doubles.get(from / BLOCK), 0, all, from, Math.min(BLOCK, count - from));
        }
        return all;
    }

    /** {@return all numbers in order; they must have been collected in single precision} */
    float[] floats() {
        float[] all = new float[count];
        for (int from = 0; from < count; from += BLOCK) {
            System.arraycopy(floats.get(from / BLOCK), 0, all, from, Math.min(BLOCK, count - from));
        }
        return all;
    }
}
