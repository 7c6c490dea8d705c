package org.metricloss.results;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.results.store.RunFolder;

/** Embeddings such as trials leave: ten classes about a circle that grows and tightens from epoch to epoch. */
public final class SampleEmbeddings {
    public static final int CLASSES = 10;
    public static final int TRAIN_PER_CLASS = 40;
    public static final int TEST_PER_CLASS = 25;

    private SampleEmbeddings() {}

    /** Writes epochs 1 to the given one, with the state of a softmax and, if wanted, of a center loss. */
    public static void write(RunFolder folder, String trial, int dimension, int epochs, boolean centers) {
        for (int epoch = 1; epoch <= epochs; epoch++) {
            Map<String, NpyArray> arrays = new LinkedHashMap<>();
            part(arrays, "test", TEST_PER_CLASS, dimension, epoch);
            part(arrays, "train", TRAIN_PER_CLASS, dimension, epoch);
            arrays.put("loss_softmax_weight", perClass(dimension, 0.3));
            if (centers) {
                arrays.put("loss_center_centers", perClass(dimension, epoch));
            }
            Npz.write(folder.artifacts(trial).resolve("epoch-00" + epoch + ".npz"), arrays);
        }
    }

    private static void part(Map<String, NpyArray> arrays, String name, int perClass, int dimension, int epoch) {
        Random random = new Random(epoch * 31L + perClass);
        float[] values = new float[CLASSES * perClass * dimension];
        int[] labels = new int[CLASSES * perClass];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % CLASSES;
            for (int j = 0; j < dimension; j++) {
                values[i * dimension + j] = (float) (at(labels[i], j, epoch) + random.nextGaussian() / (2 + epoch));
            }
        }
        arrays.put(name + "Embeddings", NpyArray.of(values, labels.length, dimension));
        arrays.put(name + "Labels", NpyArray.of(labels, labels.length));
    }

    private static NpyArray perClass(int dimension, double radius) {
        float[] values = new float[CLASSES * dimension];
        for (int label = 0; label < CLASSES; label++) {
            for (int j = 0; j < dimension; j++) {
                values[label * dimension + j] = (float) at(label, j, radius);
            }
        }
        return NpyArray.of(values, CLASSES, dimension);
    }

    private static double at(int label, int axis, double radius) {
        double angle = 2 * Math.PI * label / CLASSES;
        return axis > 1 ? 0 : radius * (axis == 0 ? Math.cos(angle) : Math.sin(angle));
    }
}
