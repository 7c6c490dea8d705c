package org.metricloss.core.contract;

import java.util.function.UnaryOperator;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.OperationProbe.Answer;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.tensor.Tensor;

/**
 * What the contracts of {@link Tensor}'s operations share. Values are compared with plain Java; gradients with its central
 * finite differences in float64, and where a function has a kink or an extreme with the number that the operation promises.
 */
abstract class OperationContract {
    static final DoubleArray NONE = DoubleArray.of(Shape.of(), 0);

    /** {@return the engine under test} */
    protected abstract Engine engine();

    final OperationProbe probe() {
        return new OperationProbe(engine(), DataType.FLOAT64);
    }

    final Answer apply(UnaryOperator<Tensor> operation, DoubleArray x, Shape result) {
        return probe().apply((a, b) -> operation.apply(a), x, NONE, result);
    }

    static DoubleArray matrix(int rows, int columns, double... values) {
        return DoubleArray.of(Shape.of(rows, columns), values);
    }
}
