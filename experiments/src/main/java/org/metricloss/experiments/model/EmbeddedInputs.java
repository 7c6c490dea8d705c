package org.metricloss.experiments.model;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.metricloss.base.UserException;
import org.metricloss.core.evaluation.Embeddings;

/** The embeddings of inputs, computed block by block, so that the memory does not depend on the number of inputs. */
public final class EmbeddedInputs {
    private final Embedding embedding;
    private final Inputs inputs;
    private final IntConsumer progress;

    /** Makes embeddings of inputs. */
    interface Embedding {
        /** {@return the number of values of one input} */
        int values();

        /** {@return the embedding dimension d} */
        int dimension();

        /** {@return how many inputs are embedded at a time} */
        int block();

        /** {@return embeddings [n, d] of n inputs before they are scaled, at most a block of them} */
        float[] embed(float[] raw, int n);

        /** {@return the classes of embeddings, if inputs are classified} */
        Optional<ModelSession.Predicted> predict(float[] embeddings, int n);

        /** {@return the name of a class} */
        String className(int label);
    }

    EmbeddedInputs(Embedding embedding, Inputs inputs, IntConsumer progress) {
        this.embedding = embedding;
        this.inputs = inputs;
        this.progress = progress;
    }

    /**
     * {@return the embeddings of inputs by a model}
     *
     * @param session the model
     * @param inputs the inputs
     * @param progress receives the number of inputs of each block that is done
     */
    public static EmbeddedInputs of(ModelSession session, Inputs inputs, IntConsumer progress) {
        return new EmbeddedInputs(
                new Embedding() {
                    @Override
                    public int values() {
                        return session.model().input().values();
                    }

                    @Override
                    public int dimension() {
                        return session.model().embedding();
                    }

                    @Override
                    public int block() {
                        return ModelSession.BLOCK;
                    }

                    @Override
                    public float[] embed(float[] raw, int n) {
                        return session.embed(raw, n);
                    }

                    @Override
                    public Optional<ModelSession.Predicted> predict(float[] embeddings, int n) {
                        return session.predict(embeddings, n);
                    }

                    @Override
                    public String className(int label) {
                        return session.model().classes().get(label);
                    }
                },
                inputs,
                progress);
    }

    /**
     * Some embedded inputs.
     *
     * @param from the first input
     * @param embeddings [n, d], row-major, finite
     * @param predicted the name of each one's class, if inputs are classified
     * @param scores the score of each one's class, if inputs are classified
     */
    record Block(int from, float[] embeddings, List<String> predicted, float[] scores) {}

    /** Receives blocks in order. */
    interface BlockSink {
        void accept(Block block) throws IOException;
    }

    /** {@return the number of inputs} */
    public int size() {
        return inputs.size();
    }

    /** {@return the embedding dimension d} */
    public int dimension() {
        return embedding.dimension();
    }

    String path(int input) {
        return inputs.path(input);
    }

    Optional<String> label(int input) {
        return inputs.label(input);
    }

    /** {@return whether the class of every input is known} */
    boolean isLabelled() {
        return IntStream.range(0, size()).allMatch(input -> inputs.label(input).isPresent());
    }

    /**
     * Embeds all inputs.
     *
     * @throws UserException if an input cannot be read, or its embedding is not finite
     * @throws IOException if the sink fails
     */
    void forEach(BlockSink sink) throws IOException {
        for (int from = 0; from < size(); from += embedding.block()) {
            int count = Math.min(embedding.block(), size() - from);
            float[] raw = new float[Math.multiplyExact(count, embedding.values())];
            inputs.read(from, raw, count);
            float[] embedded = embedding.embed(raw, count);
            requireFinite(from, embedded);
            Optional<ModelSession.Predicted> predicted = embedding.predict(embedded, count);
            sink.accept(new Block(
                    from,
                    embedded,
                    predicted
                            .map(all -> IntStream.of(all.labels())
                                    .mapToObj(embedding::className)
                                    .toList())
                            .orElse(List.of()),
                    predicted.map(ModelSession.Predicted::scores).orElse(new float[0])));
            progress.accept(count);
        }
    }

    /** {@return all embeddings at once; their labels are their numbers} */
    Embeddings inMemory() {
        float[] all = new float[Math.multiplyExact(size(), dimension())];
        try {
            forEach(block -> System.arraycopy(
                    block.embeddings(), 0, all, block.from() * dimension(), block.embeddings().length));
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        return Embeddings.of(all, dimension(), IntStream.range(0, size()).toArray());
    }

    private void requireFinite(int from, float[] embedded) {
        for (int i = 0; i < embedded.length; i++) {
            if (!Float.isFinite(embedded[i])) {
                throw new UserException(inputs.path(from + i / dimension()) + ": its embedding is not finite, got "
                        + embedded[i] + " at position " + i % dimension());
            }
        }
    }
}
