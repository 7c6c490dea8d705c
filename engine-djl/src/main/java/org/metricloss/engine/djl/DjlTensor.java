package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.tensor.BoundedAngle;
import org.metricloss.core.tensor.Operands;
import org.metricloss.core.tensor.Tensor;

/**
 * A tensor on DJL. Operations are executed immediately. Results belong to the scope that is open while they are
 * computed: see {@link ai.djl.ndarray.NDScope}.
 *
 * @param array the array
 * @param attached the gradients attached in the computation that it is part of
 */
record DjlTensor(NDArray array, AttachedGradients attached) implements Tensor {
    /** {@return the DJL array of any tensor of this engine} */
    static NDArray unwrap(Tensor tensor) {
        if (!(tensor instanceof DjlTensor djl)) {
            throw new IllegalArgumentException("expected a tensor of the engine djl, got "
                    + tensor.getClass().getName());
        }
        return djl.array;
    }

    @Override
    public DataType dataType() {
        return DjlArrays.type(array.getDataType());
    }

    @Override
    public Shape shape() {
        return DjlArrays.shape(array.getShape());
    }

    @Override
    public Tensor add(Tensor other) {
        return with(array.add(operand(other)));
    }

    @Override
    public Tensor add(double number) {
        // DJL treats the number as a FLOAT64 scalar: whole numbers, and scalars of FLOAT32, would be converted to it.
        return dataType().isFloating() && shape().rank() > 0 ? with(array.add(number)) : add(full(number));
    }

    @Override
    public Tensor sub(Tensor other) {
        return with(array.sub(operand(other)));
    }

    @Override
    public Tensor mul(Tensor other) {
        return with(array.mul(operand(other)));
    }

    @Override
    public Tensor mul(double number) {
        // DJL's own product with a number creates the number in a Java buffer and closes it at once, but its backward
        // pass still reads it: gradients then come from freed memory.
        return mul(full(number));
    }

    @Override
    public Tensor div(Tensor other) {
        return with(array.div(operand(other)));
    }

    @Override
    public Tensor neg() {
        return with(array.neg());
    }

    @Override
    public Tensor sqrt() {
        // The gradient of PyTorch at 0 is infinite, and infinity times an upstream 0 is NaN. Only 0 is treated
        // separately: the root of NaN or of a negative number must stay NaN, or a diverged network would report a loss
        // of 0.
        ai.djl.ndarray.types.Shape shape = array.getShape();
        NDArray zero = array.eq(0);
        NDArray safe = unwrap(full(1)).broadcast(shape).getNDArrayInternal().where(zero, array);
        return with(unwrap(full(0)).broadcast(shape).getNDArrayInternal().where(zero, safe.sqrt()));
    }

    @Override
    public Tensor exp() {
        return with(array.exp());
    }

    @Override
    public Tensor log() {
        return with(array.log());
    }

    @Override
    public Tensor relu() {
        return with(array.getNDArrayInternal().relu());
    }

    @Override
    public Tensor sigmoid() {
        return with(array.getNDArrayInternal().sigmoid());
    }

    @Override
    public Tensor softplus() {
        // PyTorch returns x itself above 20, which is too small by at most 2.1e-9 (relative 1.1e-10).
        return with(array.getNDArrayInternal().softPlus());
    }

    @Override
    public Tensor acos() {
        return BoundedAngle.of(this, cosine -> with(unwrap(cosine).acos()));
    }

    @Override
    public Tensor equalTo(Tensor other) {
        return with(array.eq(operand(other)));
    }

    @Override
    public Tensor lessThan(Tensor other) {
        return with(array.lt(operand(other)));
    }

    @Override
    public Tensor lessOrEqual(Tensor other) {
        return with(array.lte(operand(other)));
    }

    @Override
    public Tensor greaterThan(double number) {
        return with(array.gt(number));
    }

    @Override
    public Tensor and(Tensor other) {
        Operands.masks(this, other);
        return with(array.logicalAnd(unwrap(other)));
    }

    @Override
    public Tensor or(Tensor other) {
        Operands.masks(this, other);
        return with(array.logicalOr(unwrap(other)));
    }

    @Override
    public Tensor not() {
        Operands.mask(this);
        return with(array.logicalNot());
    }

    @Override
    public Tensor choose(Tensor whereTrue, Tensor whereFalse) {
        Operands.choice(this, whereTrue, whereFalse);
        NDArray chosen = unwrap(whereTrue);
        NDArray other = unwrap(whereFalse);
        ai.djl.ndarray.types.Shape shape =
                Broadcasting.of(Broadcasting.of(array.getShape(), chosen.getShape()), other.getShape());
        return with(to(shape, chosen).getNDArrayInternal().where(to(shape, array), to(shape, other)));
    }

    @Override
    public Tensor count() {
        Operands.mask(this);
        return with(attached.copies().needed() ? array.countNonzero() : Masks.count(array));
    }

    @Override
    public Tensor count(int axis) {
        Operands.axis(this, axis);
        return with(array.toType(ai.djl.ndarray.types.DataType.INT64, false).sum(new int[] {axis}, true));
    }

    @Override
    public Tensor sum() {
        return with(array.sum());
    }

    @Override
    public Tensor sum(int axis) {
        Operands.axis(this, axis);
        return with(array.sum(new int[] {axis}, true));
    }

    @Override
    public Tensor argMax() {
        Operands.matrix("argMax", this);
        return with(array.argMax(1));
    }

    @Override
    public Tensor argMin() {
        Operands.matrix("argMin", this);
        return with(array.argMin(1));
    }

    @Override
    public Tensor logSumExp(int axis) {
        Operands.axis(this, axis);
        int[] axes = {axis};
        NDArray largest = array.stopGradient().max(axes, true);
        return with(array.sub(largest).exp().sum(axes, true).log().add(largest));
    }

    @Override
    public Tensor reshape(int... sizes) {
        Operands.reshape(this, sizes);
        return with(array.reshape(Arrays.stream(sizes).asLongStream().toArray()));
    }

    @Override
    public Tensor transpose() {
        Operands.matrix("transpose", this);
        return with(array.transpose());
    }

    @Override
    public Tensor concat(Tensor other, int axis) {
        Operands.concat(this, other, axis);
        return with(array.concat(unwrap(other), positive(axis)));
    }

    @Override
    public Tensor slice(int axis, int from, int to) {
        Operands.slice(this, axis, from, to);
        NDIndex index = new NDIndex();
        for (int before = 0; before < positive(axis); before++) {
            index.addAllDim();
        }
        return with(array.get(index.addSliceDim(from, to)));
    }

    @Override
    public Tensor matMul(Tensor other) {
        Operands.product(this, other);
        return with(array.matMul(unwrap(other)));
    }

    @Override
    public Tensor gatherRows(Tensor rows) {
        Operands.indexed("gatherRows", this, rows, false);
        return with(SegmentSums.gather(array, unwrap(rows)));
    }

    @Override
    public Tensor pick(Tensor columns) {
        Operands.indexed("pick", this, columns, true);
        return with(array.gather(unwrap(columns).expandDims(1), 1).squeeze(1));
    }

    @Override
    public Tensor crossEntropy(Tensor columns) {
        Operands.indexed("crossEntropy", this, columns, true);
        // One kernel, which subtracts the largest score first: composed, this would be a third of the calls of a step
        // of mlp.
        return with(array.logSoftmax(1).gather(unwrap(columns).expandDims(1), 1).neg());
    }

    @Override
    public Tensor segmentSum(Tensor segments, int count) {
        Operands.indexed("segmentSum", this, segments, true);
        return with(SegmentSums.of(array, unwrap(segments).toLongArray(), count));
    }

    @Override
    public Tensor cast(DataType type) {
        return with(array.stopGradient().toType(DjlArrays.type(type), false));
    }

    @Override
    public Tensor stopGradient() {
        return with(array.stopGradient());
    }

    @Override
    public Tensor full(double number, int... sizes) {
        // NDManager.full takes a float. PyTorch refuses a number that a float cannot hold, which is infinite here.
        double held = array.getDataType() == ai.djl.ndarray.types.DataType.FLOAT32 ? (float) number : number;
        NDArray scalar = JniUtils.full(
                (PtNDManager) array.getManager(),
                new ai.djl.ndarray.types.Shape(),
                held,
                array.getDataType(),
                array.getManager().getDevice(),
                SparseFormat.DENSE);
        return with(
                sizes.length == 0
                        ? scalar
                        : scalar.broadcast(Arrays.stream(sizes).asLongStream().toArray()));
    }

    @Override
    public Tensor range(int n) {
        return with(array.getManager().arange(0, n, 1, ai.djl.ndarray.types.DataType.INT64));
    }

    @Override
    public List<Tensor> onHost(HostFunction function, Tensor... others) {
        List<NDArray> arguments = new ArrayList<>(List.of(array));
        for (Tensor other : others) {
            arguments.add(unwrap(other));
        }
        return DjlHostCall.run(function, arguments, attached.copies()).stream()
                .<Tensor>map(this::with)
                .toList();
    }

    @Override
    public Tensor withGradient(Tensor x, Tensor gradient) {
        Operands.attached(x, gradient);
        return with(attached.attach(array, unwrap(x), unwrap(gradient)));
    }

    private int positive(int axis) {
        return axis < 0 ? axis + array.getShape().dimension() : axis;
    }

    private DjlTensor with(NDArray result) {
        return new DjlTensor(result, attached);
    }

    private NDArray operand(Tensor other) {
        Operands.elementwise(this, other);
        return unwrap(other);
    }

    private static NDArray to(ai.djl.ndarray.types.Shape shape, NDArray array) {
        return array.getShape().equals(shape) ? array : array.broadcast(shape);
    }
}
