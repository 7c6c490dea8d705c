package org.metricloss.experiments.training.setting;

import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.experiments.file.StudySettings;

/** The network, given by name or layer by layer. */
public sealed interface NetworkSetting {
    /** The default embedding dimension. */
    int DEFAULT_EMBEDDING = 64;
    /** {@return the network's layers, not yet bound to an image size} */
    NetworkSpec spec();

    /**
     * A network given by name.
     *
     * @param network the network
     * @param embedding the embedding dimension d, in [1, {@value StudySettings#MAX_EMBEDDING}]
     */
    record Named(NamedNetwork network, int embedding) implements NetworkSetting {
        /** Checks the range. */
        public Named {
            if (!(embedding >= 1 && embedding <= StudySettings.MAX_EMBEDDING)) {
                throw new IllegalArgumentException(
                        "embedding must be in [1, %s], got %s".formatted(StudySettings.MAX_EMBEDDING, embedding));
            }
        }

        @Override
        public NetworkSpec spec() {
            return network.withEmbedding(embedding);
        }
    }

    /**
     * A network given layer by layer; the last layer outputs the embedding.
     *
     * @param spec its name and layers
     */
    record Layers(NetworkSpec spec) implements NetworkSetting {}
}
