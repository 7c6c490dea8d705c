package org.metricloss.core.pair;

import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Row;

/**
 * Squared Euclidean distances [n, n] between the rows of a matrix [n, d], in its own type, by matrix products with
 * repaired cancellation. They are bitwise the same as those that a {@link PairKernel} of ordered pairs sees.
 *
 * @param type FLOAT32 or FLOAT64
 * @param n the number of rows
 */
public record PairDistances(DataType type, int n) implements HostFunction {
    @Override
    public List<Result> results() {
        return List.of(new Result(type, Shape.of(n, n)));
    }

    @Override
    public void compute(HostCall call) {
        PairSpace space = PairSpace.of(call, call.argument(0));
        HostArray centered = space.centered();
        HostArray result = call.result(0);
        int blockRows = PairPass.blockRows(n, n);
        for (int first = 0; first < n; first += blockRows) {
            int start = first;
            int last = Math.min(n, first + blockRows);
            HostArray products =
                    call.product(centered.factor(first, last), centered.factor().transpose());
            Parallel.rows(call.threads(), last - first, 8, () -> {
                Row row = new Row(type, n);
                int[] near = new int[n];
                Row scratch = new Row(type, space.dimension());
                return i -> {
                    products.read(i, row, 0);
                    space.squaredDistances(start + i, space, 0, row, near, scratch);
                    result.write(start + i, row, 0);
                };
            });
            call.release(products);
        }
        call.release(centered);
    }
}
