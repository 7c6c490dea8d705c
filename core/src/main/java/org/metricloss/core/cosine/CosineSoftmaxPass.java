package org.metricloss.core.cosine;

import java.util.Arrays;
import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Sums;

/**
 * {@link CosineSoftmax} on the host. Arguments are the embeddings [m, d], the vectors [columns, d], the labels [m] and, if the loss
 * gives them, numbers of the samples [m, 1]. Results are the value, its derivatives by the embeddings and by the vectors, how many
 * samples are nearest to their own class, and the sum of the cosines with it. Sums are taken in the samples' order: results are
 * the same bits whatever the number of threads on the host.
 *
 * @param loss what is computed
 * @param type the embeddings' type
 * @param m the number of samples
 * @param columns the number of vectors
 * @param d the dimension
 * @param given whether the loss gives numbers of the samples
 */
record CosineSoftmaxPass(CosineSoftmax loss, DataType type, int m, int columns, int d, boolean given)
        implements HostFunction {
    @Override
    public List<Result> results() {
        return List.of(
                new Result(type, Shape.of()),
                new Result(type, Shape.of(m, d)),
                new Result(type, Shape.of(columns, d)),
                new Result(DataType.INT64, Shape.of()),
                new Result(DataType.FLOAT64, Shape.of()));
    }

    @Override
    public void compute(HostCall call) {
        UnitRows x = UnitRows.of(call, call.argument(0));
        UnitRows w = UnitRows.of(call, call.argument(1));
        HostArray cosines = call.product(x.units().factor(), w.units().factor().transpose());
        CosineSoftmaxRows rows =
                new CosineSoftmaxRows(loss, cosines, x, w, call.argument(2).toInts(), given(call));
        Parallel.rows(call.threads(), m, Parallel.grain(2 * columns), rows::worker);

        HostArray byX = call.product(cosines.factor(), w.units().factor());
        if (loss.lengths() == CosineSoftmax.Lengths.FACTOR) {
            x.backThroughRows(byX, rows.along(), call.result(1));
        } else {
            x.backThroughDirections(byX, call.result(1));
        }
        call.release(byX);
        HostArray byW = call.product(cosines.factor().transpose(), x.units().factor());
        call.release(cosines);
        w.backThroughDirections(byW, call.result(2));

        call.result(0).set(0, Sums.of(rows.values(), 0, m) / m);
        call.result(3).set(0, Arrays.stream(rows.correct()).sum());
        call.result(4).set(0, Sums.of(rows.own(), 0, m));
    }

    private double[] given(HostCall call) {
        double[] numbers = new double[m];
        if (given) {
            HostArray.Rows rows = call.argument(3).cursor();
            for (int i = 0; i < m; i++) {
                rows.read(i, numbers, i);
            }
        }
        return numbers;
    }
}
