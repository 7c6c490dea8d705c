package org.metricloss.engine.tensorflow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.tensor.BoundedAngle;
import org.metricloss.core.tensor.Operands;
import org.metricloss.core.tensor.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A tensor in a graph that is being built. It has no value: each operation adds nodes, and a session runs them later.
 *
 * <p>Floating-point tensors are detached before operations without a gradient, because TensorFlow looks for a gradient
 * of every node between a value and what it is differentiated by.
 *
 * @param tf adds operations to the graph
 * @param part the part of the graph it belongs to
 * @param operand the node's output, of a shape known in full
 */
record TensorFlowTensor(Ops tf, GraphPart part, Operand<? extends TType> operand) implements Tensor {
    /** {@return a tensor whose values are fed at each run} */
    static TensorFlowTensor placeholder(Ops tf, GraphPart part, DataType type, Shape shape) {
        return new TensorFlowTensor(
                tf, part, tf.placeholder(HostArrays.type(type), Placeholder.shape(HostArrays.shape(shape))));
    }

    @Override
    public DataType dataType() {
        return HostArrays.dataType(operand.asOutput().dataType());
    }

    @Override
    public Shape shape() {
        return HostArrays.shape(operand.shape());
    }

    @Override
    public Tensor add(Tensor other) {
        return with(tf.math.add(number(), operand(other)));
    }

    @Override
    public Tensor add(double number) {
        return with(tf.math.add(number(), scalar(number)));
    }

    @Override
    public Tensor sub(Tensor other) {
        return with(tf.math.sub(number(), operand(other)));
    }

    @Override
    public Tensor mul(Tensor other) {
        return with(tf.math.mul(number(), operand(other)));
    }

    @Override
    public Tensor mul(double number) {
        return with(tf.math.mul(number(), scalar(number)));
    }

    @Override
    public Tensor div(Tensor other) {
        return with(tf.math.div(number(), operand(other)));
    }

    @Override
    public Tensor neg() {
        return with(tf.math.neg(number()));
    }

    @Override
    public Tensor square() {
        return with(tf.math.square(number()));
    }

    @Override
    public Tensor sqrt() {
        // The gradient at 0 is infinite, and infinity times an upstream 0 is NaN. Negative values and NaN stay NaN.
        Operand<TBool> zero = tf.math.equal(detached(), scalar(0));
        Operand<TNumber> safe = tf.select(zero, scalar(1), number());
        return with(tf.select(zero, scalar(0), tf.math.sqrt(safe)));
    }

    @Override
    public Tensor exp() {
        return with(tf.math.exp(number()));
    }

    @Override
    public Tensor log() {
        return with(tf.math.log(number()));
    }

    @Override
    public Tensor relu() {
        return with(tf.nn.relu(number()));
    }

    @Override
    public Tensor sigmoid() {
        return with(tf.math.sigmoid(number()));
    }

    @Override
    public Tensor softplus() {
        return with(tf.math.softplus(number()));
    }

    @Override
    public Tensor acos() {
        return BoundedAngle.of(this, cosine -> with(tf.math.acos(Outputs.number(Outputs.of(cosine)))));
    }

    @Override
    public Tensor equalTo(Tensor other) {
        return with(tf.math.equal(detached(), detached(other)));
    }

    @Override
    public Tensor lessThan(Tensor other) {
        return with(tf.math.less(detached(), detached(other)));
    }

    @Override
    public Tensor lessOrEqual(Tensor other) {
        return with(tf.math.lessEqual(detached(), detached(other)));
    }

    @Override
    public Tensor greaterThan(double number) {
        return with(tf.math.greater(detached(), scalar(number)));
    }

    @Override
    public Tensor and(Tensor other) {
        Operands.masks(this, other);
        return with(tf.math.logicalAnd(Outputs.mask(operand), Outputs.mask(Outputs.of(other))));
    }

    @Override
    public Tensor or(Tensor other) {
        Operands.masks(this, other);
        return with(tf.math.logicalOr(Outputs.mask(operand), Outputs.mask(Outputs.of(other))));
    }

    @Override
    public Tensor not() {
        Operands.mask(this);
        return with(tf.math.logicalNot(Outputs.mask(operand)));
    }

    @Override
    public Tensor choose(Tensor whereTrue, Tensor whereFalse) {
        Operands.choice(this, whereTrue, whereFalse);
        return with(tf.select(
                Outputs.mask(operand), Outputs.number(Outputs.of(whereTrue)), Outputs.number(Outputs.of(whereFalse))));
    }

    @Override
    public Tensor count() {
        Operands.mask(this);
        return with(tf.dtypes.cast(Outputs.mask(operand), HostArrays.type(DataType.INT64)))
                .sum();
    }

    @Override
    public Tensor count(int axis) {
        Operands.axis(this, axis);
        return with(tf.dtypes.cast(Outputs.mask(operand), HostArrays.type(DataType.INT64)))
                .sum(axis);
    }

    @Override
    public Tensor sum() {
        int[] axes = IntStream.range(0, operand.shape().numDimensions()).toArray();
        return with(tf.reduceSum(number(), tf.constant(axes)));
    }

    @Override
    public Tensor sum(int axis) {
        Operands.axis(this, axis);
        return with(tf.reduceSum(number(), tf.constant(axis), ReduceSum.keepDims(true)));
    }

    @Override
    public Tensor argMax() {
        Operands.matrix("argMax", this);
        return with(tf.math.argMax(detached(), tf.constant(1)));
    }

    @Override
    public Tensor argMin() {
        Operands.matrix("argMin", this);
        return with(tf.math.argMin(detached(), tf.constant(1)));
    }

    @Override
    public Tensor logSumExp(int axis) {
        Operands.axis(this, axis);
        Operand<TInt32> along = tf.constant(axis);
        Operand<TNumber> largest = tf.reduceMax(detached(), along, ReduceMax.keepDims(true));
        Operand<TNumber> sum =
                tf.reduceSum(tf.math.exp(tf.math.sub(number(), largest)), along, ReduceSum.keepDims(true));
        return with(tf.math.add(tf.math.log(sum), largest));
    }

    @Override
    public Tensor reshape(int... sizes) {
        Operands.reshape(this, sizes);
        return with(tf.reshape(operand, tf.constant(sizes)));
    }

    @Override
    public Tensor transpose() {
        Operands.matrix("transpose", this);
        return with(tf.linalg.transpose(operand, tf.constant(new int[] {1, 0})));
    }

    @Override
    public Tensor concat(Tensor other, int axis) {
        Operands.concat(this, other, axis);
        return with(tf.concat(List.of(number(), Outputs.number(Outputs.of(other))), tf.constant(axis)));
    }

    @Override
    public Tensor slice(int axis, int from, int to) {
        Operands.slice(this, axis, from, to);
        int[] sizes = shape().toArray();
        int[] begin = new int[sizes.length];
        int along = axis < 0 ? axis + sizes.length : axis;
        begin[along] = from;
        sizes[along] = to - from;
        return with(tf.slice(operand, tf.constant(begin), tf.constant(sizes)));
    }

    @Override
    public Tensor matMul(Tensor other) {
        Operands.product(this, other);
        return with(tf.linalg.matMul(number(), Outputs.number(Outputs.of(other))));
    }

    @Override
    public Tensor gatherRows(Tensor rows) {
        Operands.indexed("gatherRows", this, rows, false);
        return with(tf.gather(operand, Outputs.number(Outputs.of(rows)), tf.constant(0)));
    }

    @Override
    public Tensor pick(Tensor columns) {
        Operands.indexed("pick", this, columns, true);
        // A gather with batch dimensions has no gradient, so elements are indexed from the start of the matrix.
        int rows = shape().size(0);
        int width = shape().size(1);
        Tensor elements = columns.add(columns.range(rows).mul(width));
        return with(tf.gather(
                tf.reshape(operand, tf.constant(new int[] {rows * width})),
                Outputs.number(Outputs.of(elements)),
                tf.constant(0)));
    }

    @Override
    public Tensor segmentSum(Tensor segments, int count) {
        Operands.indexed("segmentSum", this, segments, true);
        return with(tf.math.unsortedSegmentSum(number(), Outputs.number(Outputs.of(segments)), tf.constant(count)));
    }

    @Override
    public Tensor cast(DataType type) {
        return with(tf.dtypes.cast(tf.stopGradient(operand), HostArrays.type(type)));
    }

    @Override
    public Tensor stopGradient() {
        return with(tf.stopGradient(operand));
    }

    @Override
    public Tensor full(double number, int... sizes) {
        return with(sizes.length == 0 ? scalar(number) : tf.fill(tf.constant(sizes), scalar(number)));
    }

    @Override
    public Tensor range(int n) {
        return with(tf.constant(LongStream.range(0, n).toArray()));
    }

    @Override
    public List<Tensor> onHost(HostFunction function, Tensor... others) {
        List<Operand<? extends TType>> arguments = new ArrayList<>();
        arguments.add(tf.stopGradient(operand));
        for (Tensor other : others) {
            arguments.add(tf.stopGradient(Outputs.of(other)));
        }
        return part.hostCalls().add(function, arguments).stream()
                .<Tensor>map(this::with)
                .toList();
    }

    @Override
    public Tensor withGradient(Tensor x, Tensor gradient) {
        Operands.attached(x, gradient);
        return with(part.attached()
                .attach(tf, number(), Outputs.number(Outputs.of(x)), Outputs.number(Outputs.of(gradient))));
    }

    private TensorFlowTensor with(Operand<? extends TType> result) {
        return new TensorFlowTensor(tf, part, result);
    }

    /** {@return a constant of this tensor's type} */
    private Operand<TNumber> scalar(double number) {
        return tf.constantOfSameType(number(), number);
    }

    private Operand<TNumber> number() {
        return Outputs.number(operand);
    }

    private Operand<TNumber> operand(Tensor other) {
        Operands.elementwise(this, other);
        return Outputs.number(Outputs.of(other));
    }

    private Operand<TNumber> detached() {
        return tf.stopGradient(number());
    }

    private Operand<TNumber> detached(Tensor other) {
        return tf.stopGradient(operand(other));
    }
}
