package org.metricloss.results.cost;

import java.util.Optional;
import org.metricloss.results.record.Require;
import org.metricloss.results.record.Term;

/**
 * The setup of a point of a cost study: one loss, one way to compute it, one engine, one size.
 *
 * @param loss the name of the loss in the study, such as {@code triplet}
 * @param term the loss with its resolved hyperparameters
 * @param algorithm {@code exact}, {@code enumerate}, {@code explicit} or, for a loss that has no tuples, {@code direct}
 * @param engine the engine's id
 * @param threads the threads one operation may use, at least 1
 * @param samples n, at least 2
 * @param dimension the embedding dimension, at least 1
 * @param classes the classes among the n samples, at least 1
 * @param classesFixed whether the number of classes stays fixed as n grows; otherwise the samples per class stay fixed
 * @param pairs unordered pairs that exist among the n samples
 * @param triplets triplets (anchor, positive, negative) that exist among them
 * @param tuplesPredicted tuples that the loss touches in the timed work, by its formula
 * @param predictedBytes the memory that the loss predicts to hold in addition to the embeddings
 * @param listed for listed tuples, which kind and how many are timed
 * @param device the GPU that it ran on, such as {@code gpu:1}; empty for the processor, and in
 *     records of older versions
 */
public record PointSetup(
        String loss,
        Term term,
        String algorithm,
        String engine,
        int threads,
        int samples,
        int dimension,
        int classes,
        boolean classesFixed,
        long pairs,
        long triplets,
        long tuplesPredicted,
        long predictedBytes,
        Optional<ListedTuples> listed,
        Optional<String> device) {
    /**
     * Listed tuples. Every member of a tuple goes through a network.
     *
     * @param kind {@code pairs} or {@code triplets}
     * @param members how many samples a tuple has
     * @param sample how many tuples are timed
     * @param network the network's name
     */
    public record ListedTuples(String kind, int members, int sample, String network) {
        /** @throws IllegalArgumentException if a component is missing or not as described */
        public ListedTuples {
            Require.text("kind", kind);
            Require.atLeast(2, "members", members);
            Require.atLeast(1, "sample", sample);
            Require.text("network", network);
        }
    }

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public PointSetup {
        Require.text("loss", loss);
        Require.present("term", term);
        Require.text("algorithm", algorithm);
        Require.text("engine", engine);
        Require.atLeast(1, "threads", threads);
        Require.atLeast(2, "samples", samples);
        Require.atLeast(1, "dimension", dimension);
        Require.atLeast(1, "classes", classes);
        Require.atLeast(0, "pairs", pairs);
        Require.atLeast(0, "triplets", triplets);
        Require.atLeast(0, "tuplesPredicted", tuplesPredicted);
        Require.atLeast(0, "predictedBytes", predictedBytes);
        Require.present("listed", listed);
        Require.present("device", device).ifPresent(name -> Require.text("device", name));
    }

    /** Creates the setup of a point on the processor. */
    public PointSetup(
            String loss,
            Term term,
            String algorithm,
            String engine,
            int threads,
            int samples,
            int dimension,
            int classes,
            boolean classesFixed,
            long pairs,
            long triplets,
            long tuplesPredicted,
            long predictedBytes,
            Optional<ListedTuples> listed) {
        this(
                loss,
                term,
                algorithm,
                engine,
                threads,
                samples,
                dimension,
                classes,
                classesFixed,
                pairs,
                triplets,
                tuplesPredicted,
                predictedBytes,
                listed,
                Optional.empty());
    }

    /** {@return how many tuples of the listed kind exist; empty if none are listed} */
    public Optional<Long> listedTuplesThatExist() {
        return listed.map(tuples -> tuples.kind().equals("pairs") ? pairs : triplets);
    }
}
