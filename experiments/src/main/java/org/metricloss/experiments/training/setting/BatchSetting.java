package org.metricloss.experiments.training.setting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.data.BalancedBatches;
import org.metricloss.core.data.BatchSampler;
import org.metricloss.core.data.PairBatches;
import org.metricloss.core.data.RepeatedViews;
import org.metricloss.core.data.ShuffledBatches;
import org.metricloss.core.data.SmallClasses;
import org.metricloss.core.data.TripletBatches;
import org.metricloss.core.loss.TupleKind;

/** How batches are drawn. */
public sealed interface BatchSetting {
    /** The largest batch. */
    int MAX_SAMPLES = 1_000_000;

    /** {@return the balanced batches that these are, or that these repeat; empty if classes do not count} */
    default Optional<PerClass> balanced() {
        return Optional.empty();
    }

    /** {@return the sampler that draws such batches} */
    BatchSampler sampler();

    /** {@return the settings by their keys in experiment files, in order} */
    Map<String, Integer> settings();

    /** {@return the kind of tuples that such batches list; empty if losses form their own tuples} */
    default Optional<TupleKind> lists() {
        return Optional.empty();
    }

    /** {@return whether no batch has two samples of a class} */
    default boolean hasDistinctClasses() {
        return false;
    }

    /** {@return the samples in a full batch} */
    default int samples() {
        return sampler().largestBatch();
    }

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
        public BatchSampler sampler() {
            return new ShuffledBatches(size);
        }

        @Override
        public Map<String, Integer> settings() {
            return Map.of("size", size);
        }
    }

    /**
     * Batches of a fixed number of classes with a fixed number of samples of each.
     *
     * @param classes the classes in a batch, at least 1
     * @param perClass the samples of each, at least 1; at most {@value BatchSetting#MAX_SAMPLES} samples in all
     * @param smallClasses what is done with classes that have fewer samples
     */
    record PerClass(int classes, int perClass, SmallClasses smallClasses) implements BatchSetting {
        /** Checks the ranges. */
        public PerClass {
            if (!(classes >= 1 && perClass >= 1)) {
                throw new IllegalArgumentException(
                        "classes and perClass must be >= 1, got %s, %s".formatted(classes, perClass));
            }
            requireSamples((long) classes * perClass);
        }

        /**
         * Creates batches in which small classes repeat their samples.
         *
         * @param classes the classes in a batch, at least 1
         * @param perClass the samples of each, at least 1
         */
        public PerClass(int classes, int perClass) {
            this(classes, perClass, SmallClasses.REPEAT);
        }

        @Override
        public Optional<PerClass> balanced() {
            return Optional.of(this);
        }

        @Override
        public BalancedBatches sampler() {
            return new BalancedBatches(classes, perClass, smallClasses);
        }

        @Override
        public boolean hasDistinctClasses() {
            return perClass == 1;
        }

        @Override
        public Map<String, Integer> settings() {
            Map<String, Integer> settings = new LinkedHashMap<>();
            settings.put("classes", classes);
            settings.put("perClass", perClass);
            return Collections.unmodifiableMap(settings);
        }
    }

    /**
     * Batches of listed pairs, half of them positive.
     *
     * @param pairs the pairs in a batch, see {@link PairBatches}
     */
    record Pairs(int pairs) implements BatchSetting {
        /** Checks the range. */
        public Pairs {
            new PairBatches(pairs);
        }

        @Override
        public BatchSampler sampler() {
            return new PairBatches(pairs);
        }

        @Override
        public Map<String, Integer> settings() {
            return Map.of("pairs", pairs);
        }

        @Override
        public Optional<TupleKind> lists() {
            return Optional.of(TupleKind.PAIRS);
        }
    }

    /**
     * Batches of listed triplets.
     *
     * @param triplets the triplets in a batch, see {@link TripletBatches}
     */
    record Triplets(int triplets) implements BatchSetting {
        /** Checks the range. */
        public Triplets {
            new TripletBatches(triplets);
        }

        @Override
        public BatchSampler sampler() {
            return new TripletBatches(triplets);
        }

        @Override
        public Map<String, Integer> settings() {
            return Map.of("triplets", triplets);
        }

        @Override
        public Optional<TupleKind> lists() {
            return Optional.of(TupleKind.TRIPLETS);
        }
    }

    /**
     * Batches that hold each image several times, each time augmented in another way.
     *
     * @param once how the images are drawn; not as listed tuples
     * @param views how often each image occurs, in [2, {@value #MAX_VIEWS}]
     */
    record Views(BatchSetting once, int views) implements BatchSetting {
        /** The most views. */
        public static final int MAX_VIEWS = 16;

        /** Checks the ranges. */
        public Views {
            if (!(views >= 2 && views <= MAX_VIEWS)) {
                throw new IllegalArgumentException("views must be in [2, %s], got %s".formatted(MAX_VIEWS, views));
            }
            if (once.lists().isPresent()) {
                throw new IllegalArgumentException("views does not go with listed tuples");
            }
            requireSamples((long) once.samples() * views);
        }

        @Override
        public Optional<PerClass> balanced() {
            return once.balanced();
        }

        @Override
        public BatchSampler sampler() {
            return new RepeatedViews(once.sampler(), views);
        }

        @Override
        public Map<String, Integer> settings() {
            Map<String, Integer> settings = new LinkedHashMap<>(once.settings());
            settings.put("views", views);
            return Collections.unmodifiableMap(settings);
        }
    }

    private static void requireSamples(long samples) {
        if (!(samples >= 1 && samples <= MAX_SAMPLES)) {
            throw new IllegalArgumentException(
                    "a batch must have 1 to %s samples, got %s".formatted(MAX_SAMPLES, samples));
        }
    }
}
