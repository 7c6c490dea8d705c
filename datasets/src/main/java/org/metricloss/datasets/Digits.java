package org.metricloss.datasets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.metricloss.base.Causes;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.data.Normalizer;
import org.metricloss.core.data.SourceFile;
import org.metricloss.formats.Sha256;

/**
 * The data set that is part of the program: 1,797 grey images of 8x8 handwritten digits with values 0 to 16, the test
 * part of Alpaydin and Kaynak: Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998.
 *
 * <p>The data has no published split into train and test part. Here every fifth image of each class (the fifth, the
 * tenth and so on, in the order of the file) is a test image. This gives 1,442 train and 355 test images for every
 * seed.
 */
final class Digits {
    static final String NAME = "digits";
    static final String DESCRIPTION =
            "handwritten digits, 1,442 + 355 grey images of 8x8, 10 classes, part of the program (Alpaydin, Kaynak)";

    private static final String RESOURCE = "digits.csv.gz";
    private static final ImageShape SHAPE = ImageShape.grey(8, 8);
    private static final int MAX_VALUE = 16;
    private static final int CLASSES = 10;
    private static final int TEST_EVERY = 5;

    private Digits() {}

    static Dataset open(Normalizer normalizer) {
        try (InputStream packed = Digits.class.getResourceAsStream(RESOURCE)) {
            if (packed == null) {
                throw new DatasetException(RESOURCE + " is missing from the program");
            }
            byte[] content = new GZIPInputStream(packed).readAllBytes();
            MessageDigest digest = Sha256.newDigest();
            digest.update(content);
            ImageSet all = parse(new ByteArrayInputStream(content));
            int[][] parts = split(all);
            return Dataset.of(
                    NAME,
                    all.select(parts[0]),
                    all.select(parts[1]),
                    normalizer,
                    List.of(new SourceFile("digits.csv", Sha256.hex(digest))));
        } catch (IOException e) {
            throw new DatasetException(RESOURCE + " cannot be read from the program (" + Causes.inWords(e) + ")", e);
        }
    }

    /** Reads one image per line: 64 pixels and the label, separated by commas. */
    static ImageSet parse(InputStream content) throws IOException {
        String[] lines = new String(content.readAllBytes(), StandardCharsets.US_ASCII).split("\n");
        byte[] pixels = new byte[lines.length * SHAPE.values()];
        int[] labels = new int[lines.length];
        for (int i = 0; i < lines.length; i++) {
            String[] values = lines[i].split(",");
            if (values.length != SHAPE.values() + 1) {
                throw new DatasetException(
                        "digits.csv, line " + (i + 1) + ": must have 65 values, found " + values.length);
            }
            for (int v = 0; v < SHAPE.values(); v++) {
                pixels[i * SHAPE.values() + v] = (byte) parse(values[v], MAX_VALUE, i);
            }
            labels[i] = parse(values[SHAPE.values()], CLASSES - 1, i);
        }
        List<String> names =
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
        return ImageSet.of(SHAPE, MAX_VALUE, names, pixels, labels);
    }

    private static int parse(String value, int max, int line) {
        if (!value.matches("[0-9]{1,2}") || Integer.parseInt(value) > max) {
            throw new DatasetException("digits.csv, line " + (line + 1) + ": value must be a whole number from 0 to "
                    + max + ", found '" + value + "'");
        }
        return Integer.parseInt(value);
    }

    private static int[][] split(ImageSet all) {
        int[] seen = new int[CLASSES];
        boolean[] test = new boolean[all.size()];
        for (int i = 0; i < test.length; i++) {
            test[i] = ++seen[all.label(i)] % TEST_EVERY == 0;
        }
        return new int[][] {
            IntStream.range(0, test.length).filter(i -> !test[i]).toArray(),
            IntStream.range(0, test.length).filter(i -> test[i]).toArray()
        };
    }
}
