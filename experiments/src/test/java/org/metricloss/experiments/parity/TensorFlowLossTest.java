package org.metricloss.experiments.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.engine.tensorflow.TensorFlowLoss;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** What a user may get wrong with a loss in a graph of one's own. */
class TensorFlowLossTest {
    private static final LossSetting SETTING = new LossSetting(3, 2);
    private static final float[][] EMBEDDINGS = {{0, 1}, {1, 0}, {1, 1}, {0.5f, 0}};

    private static final Objective TRIPLET =
            Objective.of("triplet", LossProvider.all().get("triplet").create(Parameters.of(Map.of())));

    @Test
    void runWithoutTheLossFailsInsteadOfWaitingForEver() {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            TensorFlowLoss loss = TensorFlowLoss.of(tf, TRIPLET, SETTING, tf.constant(EMBEDDINGS), labels(tf, 0), 1);
            loss.initialize(session);
            assertThatThrownBy(() -> session.runner().fetch(loss.value()).run())
                    .hasMessageContaining("metricloss_TensorFlowLoss_run_must_run_this");
            try (Result result = loss.run(session, session.runner().fetch(loss.value()))) {
                assertThat(((TFloat32) result.get(0)).getFloat()).isPositive();
            }
        }
    }

    @Test
    void runBeforeInitializeFails() {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            MetricLoss center = LossProvider.all().get("center").create(Parameters.of(Map.of()));
            TensorFlowLoss loss = TensorFlowLoss.of(
                    tf, Objective.of("center", center), SETTING, tf.constant(EMBEDDINGS), labels(tf, 0), 1);
            assertThatThrownBy(() -> loss.run(session, session.runner().fetch(loss.value())))
                    .hasMessageContaining("center.centers");
        }
    }

    /** The loss needs no closing of its own: graph and session own what it added. */
    @Test
    void runAfterTheSessionIsClosedFailsInsteadOfWaitingForEver() {
        try (Graph graph = new Graph()) {
            Session session = new Session(graph);
            Ops tf = Ops.create(graph);
            TensorFlowLoss loss = TensorFlowLoss.of(tf, TRIPLET, SETTING, tf.constant(EMBEDDINGS), labels(tf, 0), 1);
            loss.initialize(session);
            loss.run(session, session.runner().fetch(loss.value())).close();
            session.close();
            assertThatThrownBy(() -> loss.run(session, session.runner().fetch(loss.value())))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void labelThatIsNoClassIsRefused() {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            TensorFlowLoss loss = TensorFlowLoss.of(tf, TRIPLET, SETTING, tf.constant(EMBEDDINGS), labels(tf, 3), 1);
            loss.initialize(session);
            assertThatThrownBy(() -> loss.run(session, session.runner().fetch(loss.value())))
                    .hasMessageContaining("labels and tuples must be in [0, 3), got");
        }
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> anyBatch = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2)));
            assertThatThrownBy(() -> TensorFlowLoss.of(tf, TRIPLET, SETTING, anyBatch, labels(tf, 0), 1))
                    .hasMessageStartingWith(
                            "embeddings must have a shape known in full, [m, 2], got [-1, 2]; feed batches");
            assertThatThrownBy(() -> TensorFlowLoss.of(
                            tf, TRIPLET, SETTING, tf.constant(EMBEDDINGS), tf.constant(new long[] {1, 2}), 1))
                    .hasMessage("labels must have shape [4], one for each embedding, got [2]");
        }
    }

    @Test
    void eagerExecutionIsRefused() {
        try (EagerSession eager = EagerSession.create()) {
            Ops tf = Ops.create(eager);
            assertThatThrownBy(() -> TensorFlowLoss.of(tf, TRIPLET, SETTING, tf.constant(EMBEDDINGS), labels(tf, 0), 1))
                    .hasMessage("a loss needs Ops of a Graph, since eager execution has no gradients");
        }
    }

    private static Operand<TInt64> labels(Ops tf, long last) {
        return tf.constant(new long[] {0, 1, 0, last});
    }
}
