package org.metricloss.experiments.training.setting;

import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkSpec;

/** The network, by name or layer by layer. */
public sealed interface NetworkSetting {
    /** The embedding dimension where a file names none. */
    int DEFAULT_EMBEDDING = 64;
    /** The largest embedding dimension. */
    int MAX_EMBEDDING = 65_536;

    /** {@return the network's layers; they know no image size yet} */
    NetworkSpec spec();

    /**
     * A network by name.
     *
     * @param network the network
     * @param embedding the embedding dimension d, in [1, {@value NetworkSetting#MAX_EMBEDDING}]
     */
    record Named(NamedNetwork network, int embedding) implements NetworkSetting {
        /** Checks the range. */
        public Named {
            if (!(embedding >= 1 && embedding <= MAX_EMBEDDING)) {
                throw new IllegalArgumentException(
                        "embedding must be in [1, %s], got %s".formatted(MAX_EMBEDDING, embedding));
            }
        }

        @Override
        public NetworkSpec spec() {
            return network.withEmbedding(embedding);
        }
    }

    /**
     * A network layer by layer; the last one gives the embedding.
     *
     * @param spec its name and layers
     */
    record Layers(NetworkSpec spec) implements NetworkSetting {}
}
