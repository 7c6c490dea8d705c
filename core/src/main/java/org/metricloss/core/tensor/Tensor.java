package org.metricloss.core.tensor;

import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.pair.PairDistances;

/**
 * An immutable array of numbers on an engine, with NumPy's meaning of shapes and broadcasting.
 *
 * <p>A loss is written once against this interface. One engine executes every operation immediately, another builds a
 * graph and runs it later. Shapes are therefore known, but values are not: code may depend on values only through
 * masks. Negative axes count from the end. Operations between two tensors need equal data types.
 *
 * <p>The engine differentiates every operation on floating-point tensors unless its description says otherwise. Where
 * a function has a kink, the subgradient is stated, and engines agree on it. Operations whose ties engines would
 * resolve differently (maximum of two tensors, gradient of a reduction by maximum) are left out on purpose: use {@link
 * #relu} for hinges and {@link #argMax} with {@link #pick}, or {@link #largest}, for extremes.
 */
public interface Tensor {
    /** {@return the type of the elements} */
    DataType dataType();

    /** {@return the sizes of the axes} */
    Shape shape();

    // Arithmetic, with broadcasting.

    /** {@return this + other} */
    Tensor add(Tensor other);

    /** {@return this + number} */
    Tensor add(double number);

    /** {@return this - other} */
    Tensor sub(Tensor other);

    /** {@return this * other, element by element} */
    Tensor mul(Tensor other);

    /** {@return this * number} */
    Tensor mul(double number);

    /** {@return this / other, element by element} */
    Tensor div(Tensor other);

    /** {@return -this} */
    default Tensor neg() {
        return mul(-1);
    }

    // Functions, element by element.

    /** {@return this * this} */
    default Tensor square() {
        return mul(this);
    }

    /** {@return the square root; its gradient at 0 is 0, not infinite} */
    Tensor sqrt();

    /** {@return e to the power of this} */
    Tensor exp();

    /** {@return the natural logarithm} */
    Tensor log();

    /** {@return max(0, this); its gradient at 0 is 0} */
    Tensor relu();

    /** {@return 1 / (1 + exp(-this))} */
    Tensor sigmoid();

    /** {@return log(1 + exp(this)) in the form that neither overflows nor loses small values} */
    Tensor softplus();

    /**
     * {@return the angle in [0, pi] whose cosine this is; numbers outside of [-1, 1], from rounding, count as the nearer end}
     * The gradient is bounded: it is 0 for cosines nearer than 1e-7 to -1 or 1, not infinite.
     */
    Tensor acos();

    /** {@return the larger of this and the number; the gradient is 0 where they are equal, and NaN stays NaN} */
    default Tensor maximum(double number) {
        Tensor bound = full(number);
        return lessOrEqual(bound).choose(bound, this);
    }

    /** {@return the smaller of this and the number; the gradient is 0 where they are equal, and NaN stays NaN} */
    default Tensor minimum(double number) {
        Tensor bound = full(number);
        return bound.lessOrEqual(this).choose(bound, this);
    }

    // Comparisons and masks, with broadcasting: BOOL tensors, without a gradient.

    /** {@return where this == other} */
    Tensor equalTo(Tensor other);

    /** {@return where this &lt; other} */
    Tensor lessThan(Tensor other);

    /** {@return where this &lt;= other} */
    Tensor lessOrEqual(Tensor other);

    /** {@return where this &gt; number} */
    Tensor greaterThan(double number);

    /** {@return where both masks are true} */
    Tensor and(Tensor other);

    /** {@return where either mask is true} */
    Tensor or(Tensor other);

    /** {@return where this mask is false} */
    Tensor not();

    /**
     * Chooses by this mask, with broadcasting. The gradient of an element that was not chosen is exactly 0, even where
     * that element is infinite.
     *
     * @param whereTrue the values where this mask is true
     * @param whereFalse the values where it is false
     * @return the chosen values
     */
    Tensor choose(Tensor whereTrue, Tensor whereFalse);

    /** {@return how many elements of this mask are true: an exact INT64 scalar} */
    Tensor count();

    /**
     * {@return how many elements of this mask are true along the axis, exact INT64}
     *
     * @param axis the axis to count along; it stays, with size 1
     */
    Tensor count(int axis);

    // Reductions.

    /** {@return the sum of all elements, a scalar; 0 for an empty tensor} */
    Tensor sum();

    /**
     * {@return the sums; 0 over an empty axis}
     *
     * @param axis the axis to sum over; it stays, with size 1
     */
    Tensor sum(int axis);

    /**
     * {@return for a matrix [m, n], n at least 1: the column of each row's largest element, INT64 [m]; of equal ones
     * the first}
     */
    Tensor argMax();

    /** {@return as {@link #argMax}, for the smallest element} */
    Tensor argMin();

    /** {@return log(sum(exp(this))) over the last axis, which stays with size 1; stable for large values} */
    default Tensor logSumExp() {
        return logSumExp(-1);
    }

    /**
     * {@return log(sum(exp(this))), stable for large values}
     *
     * @param axis the axis to sum over, of size 1 or more; it stays, with size 1
     */
    Tensor logSumExp(int axis);

    /**
     * {@return log(sum(exp(this))) over those elements of each row that the mask selects; -infinity, with a zero
     * gradient, where it selects none}
     *
     * @param mask BOOL, of this tensor's shape; the last axis stays, with size 1
     */
    default Tensor logSumExp(Tensor mask) {
        return MaskedRows.logSumExp(this, mask);
    }

    /**
     * {@return for a matrix [m, n], n at least 1: the largest of those elements of each row that the mask selects, [m,
     * 1]. Of equal ones the first has the gradient. It is -infinity, with a zero gradient, where the mask selects none,
     * and NaN where a selected element is NaN}
     *
     * @param mask BOOL [m, n]
     */
    default Tensor largest(Tensor mask) {
        return MaskedRows.largest(this, mask);
    }

    /**
     * {@return as {@link #largest}, the smallest of the selected elements; infinity where there are none}
     *
     * @param mask BOOL [m, n]
     */
    default Tensor smallest(Tensor mask) {
        return MaskedRows.largest(neg(), mask).neg();
    }

    // Shapes.

    /** {@return the same elements, in row-major order, in another shape} */
    Tensor reshape(int... sizes);

    /** {@return a matrix with rows and columns exchanged} */
    Tensor transpose();

    /**
     * {@return this tensor followed by the other along an axis}
     *
     * @param other of the same type, and of the same sizes but along the axis
     * @param axis the axis, on which sizes add up
     */
    Tensor concat(Tensor other, int axis);

    /**
     * {@return a part of this tensor along an axis}
     *
     * @param axis the axis
     * @param from the first index, at least 0
     * @param to one more than the last index, above from and at most the axis' size
     */
    Tensor slice(int axis, int from, int to);

    // Matrices and indices.

    /** {@return the matrix product of [m, k] and [k, n]} */
    Tensor matMul(Tensor other);

    /**
     * {@return for this matrix [n, d]: those rows, [m, d]. The gradient of a row that is taken more than once is the
     * sum}
     *
     * @param rows INT64 [m], each in [0, n)
     */
    Tensor gatherRows(Tensor rows);

    /**
     * {@return for this matrix [m, n]: one element of each row, [m]}
     *
     * @param columns INT64 [m], each in [0, n)
     */
    Tensor pick(Tensor columns);

    /**
     * {@return for this matrix of scores [m, n]: log(sum_j exp(z_ij - z_iy)) = -log softmax(z_i)_y, [m, 1], with y the column
     * of row i; it keeps the digits of large scores}
     *
     * @param columns INT64 [m], each in [0, n)
     */
    default Tensor crossEntropy(Tensor columns) {
        Operands.indexed("crossEntropy", this, columns, true);
        return sub(pick(columns).reshape(shape().size(0), 1)).logSumExp();
    }

    /**
     * Adds up rows by segment: row j of the result is the sum of all rows i with segments[i] = j.
     *
     * @param segments INT64 [m], each in [0, count)
     * @param count the number of segments
     * @return for this matrix [m, d]: [count, d], 0 where a segment is empty
     */
    Tensor segmentSum(Tensor segments, int count);

    // Types and gradients.

    /**
     * {@return the values in another type; detached: no gradient flows through a conversion}
     *
     * @param type the type to convert to
     */
    Tensor cast(DataType type);

    /** {@return the same values, constant for every gradient} */
    Tensor stopGradient();

    // Constants beside this tensor.

    /** {@return a tensor of this tensor's type and the given shape, every element the same} */
    Tensor full(double number, int... sizes);

    /** {@return 0 .. n-1, INT64 [n]} */
    Tensor range(int n);

    // The host.

    /**
     * Runs a computation in plain Java on tensors. Work that is too slow or too memory-hungry as tensor operations
     * goes into such a function. No gradient flows through it: the function returns derivatives as results, which
     * {@link #withGradient} attaches.
     *
     * @param function the computation; the engine may call it immediately or at every run of its graph
     * @param others its arguments after this tensor, of any type but BOOL and of at most two axes
     * @return its results
     */
    List<Tensor> onHost(HostFunction function, Tensor... others);

    // Composites: one meaning, an implementation of the engine's choice.

    /**
     * Squared Euclidean distances between the rows of this matrix [m, d], by one matrix product forward and one
     * backward. Where the product would lose digits, the distance is computed from differences, so that the distance
     * of equal rows is exactly 0; see {@link PairDistances}. The rounding error of the gradient is relative to the
     * centered rows.
     *
     * @return [m, m], at least 0, the diagonal exactly 0
     */
    default Tensor squaredDistances() {
        int m = shape().size(0);
        Tensor distances = onHost(new PairDistances(dataType(), m)).get(0);
        Tensor centered = sub(sum(0).mul(1.0 / m).stopGradient());
        Tensor norms = centered.square().sum(1);
        Tensor byProduct = norms.add(norms.reshape(1, m)).sub(centered.mul(2).matMul(centered.transpose()));
        // The value is exactly the distances; the gradient is that of the product.
        return distances.add(byProduct.sub(byProduct.stopGradient()));
    }

    /**
     * {@return this matrix [m, d] with every row divided by max(its Euclidean norm, 1e-12); a row shorter than that
     * carries no gradient}
     */
    default Tensor normalizeRows() {
        Tensor norm = square().sum(1).sqrt();
        Tensor tiny = norm.lessThan(norm.full(1e-12));
        Tensor safeNorm = tiny.choose(norm.full(1), norm);
        return tiny.choose(mul(1e12).stopGradient(), div(safeNorm));
    }

    /**
     * Divides where the denominator is not 0.
     *
     * @param denominator the denominators, at least 0
     * @return this / denominator, and 0 with a zero gradient where the denominator is 0
     */
    default Tensor divOrZero(Tensor denominator) {
        Tensor positive = denominator.greaterThan(0);
        Tensor safe = positive.choose(denominator, denominator.full(1));
        return positive.choose(div(safe), full(0));
    }

    /**
     * Attaches a closed-form gradient to this scalar: its value does not change, and its gradient with respect to x is
     * the given one, whatever operations computed the value.
     *
     * <p>A value carries one gradient: attaching another one replaces it. To attach two, add two values, one of them
     * 0. A gradient that is attached to a constant has no effect. x may itself depend on values that carry gradients.
     *
     * @param x the tensor that the gradient is for
     * @param gradient the derivative of this scalar with respect to x, of x's shape
     * @return a scalar equal to this one that carries that gradient
     */
    Tensor withGradient(Tensor x, Tensor gradient);

    /**
     * Keeps NaN visible. Comparisons and masks drop NaN, so the loss of a diverged network could otherwise be 0.
     *
     * @param watched what the value was chosen from, such as distances before mining
     * @return this, or NaN if an element of watched is NaN; the gradient is that of this
     */
    default Tensor orNaN(Tensor watched) {
        Tensor constant = watched.stopGradient();
        Tensor anyNaN = constant.equalTo(constant).not().count().greaterThan(0);
        return anyNaN.choose(full(Double.NaN), this);
    }
}
