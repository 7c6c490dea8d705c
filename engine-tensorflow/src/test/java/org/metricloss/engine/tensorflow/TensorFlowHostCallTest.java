package org.metricloss.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

class TensorFlowHostCallTest {
    /** Allocates two arrays of equal contents and releases the second. */
    private record ReleasesOneOfTwo(List<HostArray> allocated) implements HostFunction, MetricLoss {
        @Override
        public List<Result> results() {
            return List.of(new Result(DataType.FLOAT64, Shape.of()));
        }

        @Override
        public void compute(HostCall call) {
            for (int i = 0; i < 2; i++) {
                HostArray array = call.allocate(DataType.FLOAT64, 1, 1);
                array.set(0, 7);
                allocated.add(array);
            }
            call.release(allocated.get(1));
            assertThat(isOpen(allocated.get(0))).isTrue();
            assertThat(isOpen(allocated.get(1))).isFalse();
            call.result(0).set(0, 1);
        }

        @Override
        public LossOutput compute(LossInput input) {
            return LossOutput.of(input.embeddings().onHost(this).get(0));
        }
    }

    private static boolean isOpen(HostArray array) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat64> fed = tf.placeholder(TFloat64.class);
            Session.Runner runner = session.runner().feed(fed, (Tensor) array.backing());
            runner.fetch(tf.identity(fed)).run().close();
            return true;
        } catch (IllegalStateException closed) {
            return false;
        }
    }

    @Test
    void whatIsNotReleasedIsClosedWithTheCall() {
        ReleasesOneOfTwo function = new ReleasesOneOfTwo(new ArrayList<>());
        LossExample example = LossExample.of(DoubleArray.of(Shape.of(1, 1), 1), new int[] {0}, 1, Map.of());
        new TensorFlowEngine().evaluate(Objective.of("function", function), example);
        assertThat(function.allocated).hasSize(2).noneMatch(TensorFlowHostCallTest::isOpen);
    }
}
