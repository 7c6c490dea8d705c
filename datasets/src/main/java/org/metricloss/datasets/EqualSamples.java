package org.metricloss.datasets;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.InputScaling;
import org.metricloss.core.data.SampleSet;
import org.metricloss.formats.Sha256;

/**
 * Finds samples that are equal: images with the same pixels, vectors with the same numbers. A test sample that was also
 * trained on makes a test easier, and equal samples of two classes cannot be told apart.
 */
final class EqualSamples {
    /** So many bytes are read and hashed within seconds. */
    private static final long MOST_BYTES = 1L << 30;

    /** About what a sample takes here, in memory and, as bytes that could be hashed instead, in time. */
    private static final int BYTES_PER_SAMPLE = 256;

    private static final InputScaling UNSCALED = InputScaling.of(0, 1);

    /** In place of a label: samples of several classes. */
    private static final int SEVERAL = -1;

    /**
     * The first half of the hash of a sample, which takes a third of the memory of the whole as text.
     *
     * @param high its first 64 bits
     * @param low the next 64 bits
     */
    private record Content(long high, long low) {
        static Content of(byte[] bytes) {
            String hash = Sha256.of(bytes);
            return new Content(
                    Long.parseUnsignedLong(hash.substring(0, 16), 16),
                    Long.parseUnsignedLong(hash.substring(16, 32), 16));
        }
    }

    private final String part;
    private final String kind;
    private final String content;
    private final List<Content> samples = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final Map<Content, Integer> labelByContent = new HashMap<>();

    private EqualSamples(String part, SampleSet... sets) {
        boolean images = sets[0] instanceof ImageSet;
        this.part = part;
        this.kind = images ? "image" : "vector";
        this.content = images ? "pixels" : "numbers";
        for (SampleSet set : sets) {
            add(set);
        }
    }

    private void add(SampleSet set) {
        byte[] bytes = new byte[bytesPerSample(set)];
        float[] values = new float[set.values()];
        for (int i = 0; i < set.size(); i++) {
            if (set instanceof ImageSet images) {
                images.read(i, bytes, 0);
            } else {
                set.copy(new int[] {i}, UNSCALED, values);
                for (int k = 0; k < values.length; k++) {
                    // Makes 0 of -0, which are equal but have different bits.
                    values[k] += 0f;
                }
                ByteBuffer.wrap(bytes).asFloatBuffer().put(values);
            }
            Content read = Content.of(bytes);
            samples.add(read);
            labels.add(set.label(i));
            labelByContent.merge(read, set.label(i), (one, other) -> one.equals(other) ? one : SEVERAL);
        }
    }

    private static int bytesPerSample(SampleSet set) {
        return set instanceof ImageSet ? set.values() : Float.BYTES * set.values();
    }

    /**
     * {@return how many samples of the training and the test part are equal, one line for each kind; none if there are none, or
     * if there are too many samples, see {@link #notLookedFor}}
     */
    static List<String> lines(Dataset dataset) {
        if (areTooMany(dataset)) {
            return List.of();
        }
        // Which samples the validation part takes depends on the seed. Both parts together do not.
        EqualSamples trained = dataset.validation().size() == 0
                ? new EqualSamples("training", dataset.train())
                : new EqualSamples("training or validation", dataset.train(), dataset.validation());
        EqualSamples tested = new EqualSamples("test", dataset.test());
        List<String> lines = new ArrayList<>(tested.alsoIn(trained));
        lines.addAll(trained.betweenClasses());
        lines.addAll(tested.betweenClasses());
        return lines;
    }

    /** {@return a line that says why equal samples were not looked for; none if they are} */
    static List<String> notLookedFor(Dataset dataset) {
        return areTooMany(dataset)
                ? List.of("equal %1$s were not looked for, because there are too many (more than about 1 GiB)"
                        .formatted(dataset.train().noun()))
                : List.of();
    }

    private static boolean areTooMany(Dataset dataset) {
        long samples = (long) dataset.train().size()
                + dataset.validation().size()
                + dataset.test().size();
        return samples * (bytesPerSample(dataset.train()) + BYTES_PER_SAMPLE) > MOST_BYTES;
    }

    private List<String> alsoIn(EqualSamples other) {
        int equal = 0;
        int ofOtherClass = 0;
        for (int i = 0; i < samples.size(); i++) {
            Integer there = other.labelByContent.get(samples.get(i));
            equal += there == null ? 0 : 1;
            ofOtherClass += there == null || there.equals(labels.get(i)) ? 0 : 1;
        }
        return equal == 0
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "%,d %s %ss have the same %s as a %s %s, %,d of them as one of another class",
                        equal,
                        part,
                        kind,
                        content,
                        other.part,
                        kind,
                        ofOtherClass));
    }

    private List<String> betweenClasses() {
        long equal = samples.stream()
                .filter(sample -> labelByContent.get(sample) == SEVERAL)
                .count();
        return equal == 0
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "%,d %s %ss have the same %s as a %s %s of another class",
                        equal,
                        part,
                        kind,
                        content,
                        part,
                        kind));
    }
}
