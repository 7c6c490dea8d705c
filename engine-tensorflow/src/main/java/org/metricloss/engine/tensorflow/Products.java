package org.metricloss.engine.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.HostArray.Factor;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Matrix products of one type for the host: a part of a graph that is fed two arrays and run by itself. */
final class Products {
    private final Side left;
    private final Side right;
    /** Neither side transposed, the right side, the left side, both. */
    private final List<Operand<TNumber>> products = new ArrayList<>();

    private record Side(Operand<TNumber> array, Operand<TInt64> begin, Operand<TInt64> size, Operand<TNumber> rows) {
        static Side of(Ops tf, DataType type) {
            Operand<TNumber> array = Outputs.number(tf.placeholder(HostArrays.type(type), shape(-1, -1)));
            Operand<TInt64> begin = tf.placeholder(TInt64.class, shape(2));
            Operand<TInt64> size = tf.placeholder(TInt64.class, shape(2));
            return new Side(array, begin, size, tf.slice(array, begin, size));
        }

        private static Placeholder.Options shape(long... sizes) {
            return Placeholder.shape(org.tensorflow.ndarray.Shape.of(sizes));
        }

        void feed(Session.Runner runner, Feeds feeds, Factor factor) {
            Tensor backing = (Tensor) factor.array().backing();
            if (factor.to() - factor.from() == factor.array().rows()) {
                // No slice is needed if the whole array is fed.
                runner.feed(rows, backing);
                return;
            }
            runner.feed(array, backing);
            feeds.put(begin, TInt64.vectorOf(factor.from(), 0));
            feeds.put(
                    size,
                    TInt64.vectorOf(factor.to() - factor.from(), factor.array().columns()));
        }
    }

    /**
     * Adds the products to a graph.
     *
     * @param tf adds operations to the graph
     * @param type FLOAT32 or FLOAT64
     */
    Products(Ops tf, DataType type) {
        left = Side.of(tf, type);
        right = Side.of(tf, type);
        for (boolean transposeLeft : new boolean[] {false, true}) {
            for (boolean transposeRight : new boolean[] {false, true}) {
                products.add(tf.linalg.matMul(
                        left.rows(),
                        right.rows(),
                        MatMul.transposeA(transposeLeft),
                        MatMul.transposeB(transposeRight)));
            }
        }
    }

    /**
     * {@return a new native tensor, which the caller closes}
     *
     * @param session runs the graph
     * @param a backed by a native tensor
     * @param b backed by a native tensor
     */
    TType of(Session session, Factor a, Factor b) {
        Operand<TNumber> product = products.get((a.transposed() ? 2 : 0) + (b.transposed() ? 1 : 0));
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner = Runs.of(session);
            left.feed(runner, feeds, a);
            right.feed(runner, feeds, b);
            feeds.to(runner);
            Result result = runner.fetch(product).run();
            return (TType) result.get(0);
        }
    }
}
