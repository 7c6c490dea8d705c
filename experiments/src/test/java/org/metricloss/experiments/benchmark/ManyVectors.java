package org.metricloss.experiments.benchmark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metricloss.core.random.RandomStream;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;

/** Writes a file of many vectors around the centers of classes, to see how large a data set of vectors can be trained on. */
public final class ManyVectors {
    private static final int PER_CLASS = 50;
    private static final float SPREAD = 0.5f;

    private ManyVectors() {}

    /**
     * Writes {@code embeddings} [n, d] in 32 bits and {@code labels} [n].
     *
     * @param args the npz file, the number n of vectors and their dimension d
     */
    public static void main(String[] args) {
        if (args.length != 3) {
            System.out.println("arguments: FILE VECTORS DIMENSION, such as /tmp/many.npz 1000000 256");
            return;
        }
        int vectors = Integer.parseInt(args[1]);
        int dimension = Integer.parseInt(args[2]);
        float[] values = new float[Math.multiplyExact(vectors, dimension)];
        int[] labels = new int[vectors];
        for (int i = 0; i < vectors; i++) {
            labels[i] = i / PER_CLASS;
            RandomStream center = RandomStream.of(labels[i], "center");
            RandomStream noise = RandomStream.of(i, "noise");
            for (int k = 0; k < dimension; k++) {
                values[i * dimension + k] = (float) (center.nextGaussian() + SPREAD * noise.nextGaussian());
            }
        }
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("embeddings", NpyArray.of(values, vectors, dimension));
        arrays.put("labels", NpyArray.of(labels, vectors));
        Npz.write(Path.of(args[0]), arrays);
    }
}
