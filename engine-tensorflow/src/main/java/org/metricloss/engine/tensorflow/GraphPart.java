package org.metricloss.engine.tensorflow;

import org.tensorflow.op.Ops;

/**
 * The context that the tensors of one part of a graph share.
 *
 * @param hostCalls the host functions of the part
 * @param attached the gradients that losses attach to their values
 */
record GraphPart(HostCalls hostCalls, AttachedGradients attached) {
    /**
     * {@return a new part}
     *
     * @param tf adds operations to the graph
     */
    static GraphPart of(Ops tf) {
        return of(tf, tf);
    }

    /**
     * {@return a new part}
     *
     * @param tf adds operations to the graph
     * @param handing adds the operations that hand the arguments of host functions over
     */
    static GraphPart of(Ops tf, Ops handing) {
        return new GraphPart(new HostCalls(tf, handing), new AttachedGradients());
    }
}
