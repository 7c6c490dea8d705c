package org.metricloss.engine.tensorflow;

import org.tensorflow.Session;
import org.tensorflow.proto.RunOptions;

/**
 * Runs of graphs on the thread that asks for them: operations follow one another anyway, and waking another takes longer than
 * a small one.
 */
final class Runs {
    private static final RunOptions ON_THIS_THREAD =
            RunOptions.newBuilder().setInterOpThreadPool(-1).build();

    private Runs() {}

    /** {@return a run, to be fed and told what to fetch} */
    static Session.Runner of(Session session) {
        return session.runner().setOptions(ON_THIS_THREAD);
    }
}
