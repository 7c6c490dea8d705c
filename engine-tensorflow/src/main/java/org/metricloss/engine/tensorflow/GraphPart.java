package org.metricloss.engine.tensorflow;

import org.tensorflow.op.Ops;

/**
 * What the tensors of one part of a graph have in common.
 *
 * @param hostCalls the functions that wait for the host
 * @param attached the gradients that losses attach to their values
 */
record GraphPart(HostCalls hostCalls, AttachedGradients attached) {
    /** @param tf adds operations to the graph */
    static GraphPart of(Ops tf) {
        return new GraphPart(new HostCalls(tf), new AttachedGradients());
    }
}
