package org.metricloss.experiments.file;

/** How batches are drawn. */
public sealed interface BatchSetting {
    /** The largest batch. */
    int MAX_SAMPLES = 1_000_000;

    /** @return the samples in a full batch */
    int samples();

    /**
     * Batches of samples drawn without regard to classes.
     *
     * @param size the samples in a full batch, in [1, {@value BatchSetting#MAX_SAMPLES}]
     */
    record Uniform(int size) implements BatchSetting {
        /** Checks the range. */
        public Uniform {
            requireSamples(size);
        }

        @Override
        public int samples() {
            return size;
        }
    }

    /**
     * Batches of so many classes with so many samples of each.
     *
     * @param classes the classes in a batch, at least 1
     * @param perClass the samples of each, at least 1; at most {@value BatchSetting#MAX_SAMPLES} samples in all
     */
    record PerClass(int classes, int perClass) implements BatchSetting {
        /** Checks the ranges. */
        public PerClass {
            if (!(classes >= 1 && perClass >= 1)) {
                throw new IllegalArgumentException(
                        "classes and perClass must be >= 1, got %s, %s".formatted(classes, perClass));
            }
            requireSamples((long) classes * perClass);
        }

        @Override
        public int samples() {
            return classes * perClass;
        }
    }

    private static void requireSamples(long samples) {
        if (!(samples >= 1 && samples <= MAX_SAMPLES)) {
            throw new IllegalArgumentException(
                    "a batch must have 1 to %s samples, got %s".formatted(MAX_SAMPLES, samples));
        }
    }
}
