package org.metricloss.core.anchor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.cosine.UnitRows;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.loss.LossStage.Extent;
import org.metricloss.core.pair.ClassOrder;
import org.metricloss.core.pair.PairKernel;
import org.metricloss.core.pair.PairLook;
import org.metricloss.core.pair.PairPass;

/**
 * Computes an {@link AnchorFormula} on the host, in blocks of rows of the distances. Arguments are the embeddings [m,
 * d] and labels [m]; then, if there is a reference set, its embeddings [r, d] and labels [r]; then, if the loss gives
 * numbers with the samples, these numbers [m, k]. Results are the gradient of the embeddings, the sum of the costs, NaN
 * if any embedding is NaN or infinite, the sum of each tally, and, if numbers are given, the derivatives by them. They
 * are bitwise the same for any number of threads on the host.
 *
 * @param formula the formula
 * @param normalize whether embeddings and references are divided by their Euclidean norm first
 * @param type the type of the embeddings
 * @param m the number of samples
 * @param d the dimension
 * @param references r; 0 if the references are the batch itself
 * @param given k; 0 if the loss gives no numbers
 * @param extent whether the gradient is computed; otherwise the contents of its result are undefined
 */
record AnchorPass(
        AnchorFormula formula, boolean normalize, DataType type, int m, int d, int references, int given, Extent extent)
        implements HostFunction {
    static final int GRADIENT = 0;
    static final int COST = 1;
    static final int TALLIES = 2;

    @Override
    public List<Result> results() {
        List<Result> results = new ArrayList<>();
        results.add(new Result(type, Shape.of(m, d)));
        results.add(new Result(type, Shape.of()));
        results.addAll(Collections.nCopies(formula.tallies(), new Result(DataType.FLOAT64, Shape.of())));
        if (given > 0) {
            results.add(new Result(type, Shape.of(m, given)));
        }
        return results;
    }

    @Override
    public void compute(HostCall call) {
        ClassOrder order = ClassOrder.of(call.argument(1).toInts());
        HostArray ordered = order.gather(call, call.argument(0));
        Optional<UnitRows> units = normalize ? Optional.of(UnitRows.of(call, ordered)) : Optional.empty();
        HostArray compared = units.map(UnitRows::units).orElse(ordered);
        AnchorNumbers numbers;
        double[] gradient;
        if (references == 0) {
            numbers = numbers(call, order, ClassPlaces.of(order.labels()));
            gradient = run(numbers, m, kernel -> PairPass.run(call, compared, kernel));
        } else {
            ClassOrder others = ClassOrder.of(call.argument(3).toInts()).withoutNegativeLabels();
            int present = others.labels().length;
            numbers = numbers(call, order, ClassPlaces.of(order.labels(), others.labels()));
            if (present > 0) {
                HostArray gathered = others.gather(call, call.argument(2));
                HostArray comparedOthers =
                        normalize ? UnitRows.of(call, gathered).units() : gathered;
                gradient = run(numbers, present, kernel -> PairPass.run(call, compared, comparedOthers, kernel));
                release(call, gathered, comparedOthers);
            } else {
                gradient = new double[m * d];
            }
        }
        if (extent == Extent.ALL) {
            units.ifPresent(rows -> rows.back(gradient, Optional.empty()));
            order.scatter(call, gradient, call.result(GRADIENT));
        }
        release(call, ordered, compared);
        write(call, order, numbers);
    }

    private static void release(HostCall call, HostArray rows, HostArray compared) {
        call.release(rows);
        if (compared != rows) {
            call.release(compared);
        }
    }

    private AnchorNumbers numbers(HostCall call, ClassOrder order, ClassPlaces ranges) {
        int argument = references == 0 ? 2 : 4;
        Optional<HostArray> numbers = given == 0 ? Optional.empty() : Optional.of(call.argument(argument));
        return new AnchorNumbers(ranges, order.samples(), numbers, formula.tallies());
    }

    /** Runs a kernel over all pairs of an anchor and a reference. */
    private interface Pass {
        double[][] run(PairKernel kernel);
    }

    /** {@return the gradient; empty if it is not computed} */
    private double[] run(AnchorNumbers numbers, int columns, Pass pass) {
        if (formula.looksAhead()) {
            pass.run(new AnchorKernel(formula, numbers, type, columns, d, true));
        }
        PairKernel kernel = new AnchorKernel(formula, numbers, type, columns, d, false);
        if (extent == Extent.ALL) {
            return pass.run(kernel)[0];
        }
        pass.run(PairLook.withoutGradient(kernel, type, columns));
        return new double[0];
    }

    private void write(HostCall call, ClassOrder order, AnchorNumbers numbers) {
        double[] sums = numbers.sums();
        // A sample that is in no tuple must not hide that it is not a number.
        call.result(COST).set(0, call.argument(0).anyNotFinite() ? Double.NaN : sums[0]);
        for (int k = 1; k < sums.length; k++) {
            call.result(COST + k).set(0, sums[k]);
        }
        if (given > 0) {
            HostArray.Rows rows = call.result(TALLIES + formula.tallies()).cursor();
            for (int i = 0; i < m; i++) {
                rows.write(order.samples()[i], numbers.givenSlopes(i), 0);
            }
        }
    }
}
