package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.core.random.RandomStream;

/** Whatever the bytes, reading ends in images or labels, or in a {@link DatasetException}: seeded, so it repeats. */
class IdxFuzzTest {
    private static final int INPUTS = 100_000;
    private static final int LIMIT_BYTES = 1 << 16;
    private static final int CLASSES = 10;

    private final IdxReader reader = IdxReader.withLimit(LIMIT_BYTES);

    @Test
    void hostileInputsNeverDoAnythingButRaiseDatasetException() {
        int sound = 0;
        int refused = 0;
        long largestBytes = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = input(RandomStream.of(20_260_101, "fuzz", 0, i));
            long before = AllocatedBytes.ofThisThread();
            Optional<String> refusal = refusal(input, i);
            largestBytes = Math.max(largestBytes, AllocatedBytes.ofThisThread() - before);
            if (refusal.isEmpty()) {
                sound++;
            } else {
                assertThat(refusal.get()).startsWith("fuzz: ").doesNotContain("\n");
                refused++;
            }
        }
        assertThat(sound + refused).isEqualTo(INPUTS);
        // Both ends are exercised, or the generator has gone wrong.
        assertThat(sound).isGreaterThan(INPUTS / 100);
        assertThat(refused).isGreaterThan(INPUTS / 4);
        // Twice the limit for the pixels while they are joined, and the buffers.
        assertThat(largestBytes).isLessThan(1 << 20);
    }

    /** The message with which an input is refused, every second one as images; empty where it is sound. */
    private Optional<String> refusal(byte[] input, int number) {
        ByteArrayInputStream in = new ByteArrayInputStream(input);
        try {
            if (number % 2 == 0) {
                reader.images(in, "fuzz");
            } else {
                reader.labels(in, "fuzz", CLASSES);
            }
            return Optional.empty();
        } catch (DatasetException e) {
            return Optional.of(e.getMessage());
        } catch (RuntimeException | Error e) {
            throw new AssertionError("input " + number + ": " + Arrays.toString(input), e);
        }
    }

    private static byte[] input(RandomStream random) {
        byte[] bytes = switch (random.nextInt(8)) {
            case 0 -> noise(random);
            case 1, 2 -> IdxBytes.labels(1 + random.nextInt(40), CLASSES);
            case 3 ->
                IdxBytes.file(noise(random), IdxBytes.IMAGES_MAGIC, number(random), number(random), number(random));
            case 4 -> IdxBytes.file(noise(random), IdxBytes.LABELS_MAGIC, number(random));
            default ->
                IdxBytes.images(1 + random.nextInt(5), 1 + random.nextInt(5), 1 + random.nextInt(5), random.nextLong());
        };
        bytes = random.nextInt(2) == 0 ? mutated(bytes, random) : bytes;
        if (random.nextInt(3) == 0) {
            bytes = IdxBytes.gzip(bytes);
            bytes = random.nextInt(2) == 0 ? mutated(bytes, random) : bytes;
        }
        return bytes;
    }

    private static byte[] noise(RandomStream random) {
        byte[] bytes = new byte[random.nextInt(64)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** Small numbers, numbers around the limits of their type, and any number. */
    private static int number(RandomStream random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(4);
            case 1 -> 1 << random.nextInt(32);
            case 2 -> Integer.MAX_VALUE - random.nextInt(3) + random.nextInt(3);
            default -> (int) random.nextLong();
        };
    }

    /** Flips bits, cuts, lengthens, or repeats a piece. */
    private static byte[] mutated(byte[] original, RandomStream random) {
        byte[] bytes = original.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(20));
            }
        }
        return bytes;
    }
}
