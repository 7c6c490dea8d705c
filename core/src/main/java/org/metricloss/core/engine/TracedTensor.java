package org.metricloss.core.engine;

import java.util.Arrays;
import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.tensor.Tensor;

/**
 * A tensor of an engine that also knows whether gradients flow from it to the embeddings. A loss is given such tensors
 * only; the engine is given its own tensors.
 *
 * @param tensor the engine's tensor
 * @param reaches whether there is a path to the embeddings
 */
record TracedTensor(Tensor tensor, boolean reaches) implements Tensor {
    /** {@return the engine's tensor} */
    static Tensor unwrap(Tensor tensor) {
        return tensor instanceof TracedTensor traced ? traced.tensor : tensor;
    }

    /** {@return a tensor without a path to the embeddings: a constant, or one that no gradient flows through} */
    static Tensor constant(Tensor tensor) {
        return new TracedTensor(tensor, false);
    }

    static boolean reaches(Tensor tensor) {
        return tensor instanceof TracedTensor traced && traced.reaches;
    }

    private Tensor with(Tensor result) {
        return new TracedTensor(result, reaches);
    }

    private Tensor with(Tensor result, Tensor other) {
        return new TracedTensor(result, reaches || reaches(other));
    }

    @Override
    public DataType dataType() {
        return tensor.dataType();
    }

    @Override
    public Shape shape() {
        return tensor.shape();
    }

    @Override
    public Tensor add(Tensor other) {
        return with(tensor.add(unwrap(other)), other);
    }

    @Override
    public Tensor add(double number) {
        return with(tensor.add(number));
    }

    @Override
    public Tensor sub(Tensor other) {
        return with(tensor.sub(unwrap(other)), other);
    }

    @Override
    public Tensor mul(Tensor other) {
        return with(tensor.mul(unwrap(other)), other);
    }

    @Override
    public Tensor mul(double number) {
        return with(tensor.mul(number));
    }

    @Override
    public Tensor div(Tensor other) {
        return with(tensor.div(unwrap(other)), other);
    }

    @Override
    public Tensor neg() {
        return with(tensor.neg());
    }

    @Override
    public Tensor square() {
        return with(tensor.square());
    }

    @Override
    public Tensor sqrt() {
        return with(tensor.sqrt());
    }

    @Override
    public Tensor exp() {
        return with(tensor.exp());
    }

    @Override
    public Tensor log() {
        return with(tensor.log());
    }

    @Override
    public Tensor relu() {
        return with(tensor.relu());
    }

    @Override
    public Tensor sigmoid() {
        return with(tensor.sigmoid());
    }

    @Override
    public Tensor softplus() {
        return with(tensor.softplus());
    }

    @Override
    public Tensor acos() {
        return with(tensor.acos());
    }

    @Override
    public Tensor equalTo(Tensor other) {
        return constant(tensor.equalTo(unwrap(other)));
    }

    @Override
    public Tensor lessThan(Tensor other) {
        return constant(tensor.lessThan(unwrap(other)));
    }

    @Override
    public Tensor lessOrEqual(Tensor other) {
        return constant(tensor.lessOrEqual(unwrap(other)));
    }

    @Override
    public Tensor greaterThan(double number) {
        return constant(tensor.greaterThan(number));
    }

    @Override
    public Tensor and(Tensor other) {
        return constant(tensor.and(unwrap(other)));
    }

    @Override
    public Tensor or(Tensor other) {
        return constant(tensor.or(unwrap(other)));
    }

    @Override
    public Tensor not() {
        return constant(tensor.not());
    }

    @Override
    public Tensor choose(Tensor whereTrue, Tensor whereFalse) {
        return new TracedTensor(
                tensor.choose(unwrap(whereTrue), unwrap(whereFalse)), reaches(whereTrue) || reaches(whereFalse));
    }

    @Override
    public Tensor count() {
        return constant(tensor.count());
    }

    @Override
    public Tensor count(int axis) {
        return constant(tensor.count(axis));
    }

    @Override
    public Tensor sum() {
        return with(tensor.sum());
    }

    @Override
    public Tensor sum(int axis) {
        return with(tensor.sum(axis));
    }

    @Override
    public Tensor argMax() {
        return constant(tensor.argMax());
    }

    @Override
    public Tensor argMin() {
        return constant(tensor.argMin());
    }

    @Override
    public Tensor logSumExp(int axis) {
        return with(tensor.logSumExp(axis));
    }

    @Override
    public Tensor reshape(int... sizes) {
        return with(tensor.reshape(sizes));
    }

    @Override
    public Tensor transpose() {
        return with(tensor.transpose());
    }

    @Override
    public Tensor concat(Tensor other, int axis) {
        return with(tensor.concat(unwrap(other), axis), other);
    }

    @Override
    public Tensor slice(int axis, int from, int to) {
        return with(tensor.slice(axis, from, to));
    }

    @Override
    public Tensor matMul(Tensor other) {
        return with(tensor.matMul(unwrap(other)), other);
    }

    @Override
    public Tensor gatherRows(Tensor rows) {
        return with(tensor.gatherRows(unwrap(rows)));
    }

    @Override
    public Tensor pick(Tensor columns) {
        return with(tensor.pick(unwrap(columns)));
    }

    /** Not the composed form, so that a step computes the same with and without this trace. */
    @Override
    public Tensor crossEntropy(Tensor columns) {
        return with(tensor.crossEntropy(unwrap(columns)));
    }

    @Override
    public Tensor segmentSum(Tensor segments, int count) {
        return with(tensor.segmentSum(unwrap(segments), count));
    }

    @Override
    public Tensor cast(DataType type) {
        return constant(tensor.cast(type));
    }

    @Override
    public Tensor stopGradient() {
        return constant(tensor.stopGradient());
    }

    @Override
    public Tensor full(double number, int... sizes) {
        return constant(tensor.full(number, sizes));
    }

    @Override
    public Tensor range(int n) {
        return constant(tensor.range(n));
    }

    @Override
    public List<Tensor> onHost(HostFunction function, Tensor... others) {
        Tensor[] unwrapped = Arrays.stream(others).map(TracedTensor::unwrap).toArray(Tensor[]::new);
        return tensor.onHost(function, unwrapped).stream()
                .map(TracedTensor::constant)
                .toList();
    }

    @Override
    public Tensor withGradient(Tensor x, Tensor gradient) {
        return new TracedTensor(tensor.withGradient(unwrap(x), unwrap(gradient)), reaches(x));
    }
}
