package org.metricloss.engine.tensorflow;

import org.tensorflow.Session;
import org.tensorflow.proto.RunOptions;

/**
 * Runs graphs on the calling thread: operations run one after the other anyway, and waking another thread takes longer
 * than a small operation.
 */
final class Runs {
    private static final RunOptions ON_THIS_THREAD =
            RunOptions.newBuilder().setInterOpThreadPool(-1).build();

    private Runs() {}

    /** {@return a new run, without feeds and fetches} */
    static Session.Runner of(Session session) {
        return session.runner().setOptions(ON_THIS_THREAD);
    }
}
