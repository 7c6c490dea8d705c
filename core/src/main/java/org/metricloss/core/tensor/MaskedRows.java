package org.metricloss.core.tensor;

/** Reductions of the rows of a tensor over the elements that a mask selects, see {@link Tensor}. */
final class MaskedRows {
    private MaskedRows() {}

    static Tensor logSumExp(Tensor x, Tensor mask) {
        Tensor any = mask.count(-1).greaterThan(0);
        Tensor nothing = x.full(Double.NEGATIVE_INFINITY);
        // Without any element the largest would be -infinity, and its difference to itself NaN.
        Tensor selected = mask.choose(x, any.choose(nothing, x.full(0)));
        return any.choose(selected.logSumExp(-1), nothing);
    }

    static Tensor largest(Tensor x, Tensor mask) {
        Tensor selected = mask.choose(x, x.full(Double.NEGATIVE_INFINITY));
        Tensor largest = selected.pick(selected.argMax()).reshape(x.shape().size(0), 1);
        // Comparisons pass by NaN, and the largest must not.
        Tensor anyNaN = selected.equalTo(selected).not().count(-1).greaterThan(0);
        return anyNaN.choose(x.full(Double.NaN), largest);
    }
}
