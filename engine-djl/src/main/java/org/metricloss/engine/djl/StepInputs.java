package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;

/**
 * The arrays that each step receives. DJL reads a created array from the buffer that it was created from. A step therefore
 * writes its numbers to the buffers of the step before, and creates no arrays as long as their shapes stay the same.
 */
final class StepInputs {
    private final NDManager manager;
    private final Slot images = new Slot();
    private final Slot labels = new Slot();
    private final Slot epoch = new Slot();
    private final Slot steps = new Slot();

    /** An array and the buffer that it reads. */
    private static final class Slot {
        private NDArray array;
        private ByteBuffer buffer;
    }

    /** @param manager the owner of the arrays */
    StepInputs(NDManager manager) {
        this.manager = manager;
    }

    /**
     * {@return the images, valid until the next call}
     *
     * @param pixels row-major
     * @param shape the shape of the batch
     * @throws IllegalArgumentException if there are more or fewer pixels than the shape has
     */
    NDArray images(float[] pixels, Shape shape) {
        if (pixels.length != shape.size()) {
            throw new IllegalArgumentException(
                    "a batch of shape %s must have %s values, got %s".formatted(shape, shape.size(), pixels.length));
        }
        NDArray array = of(images, shape, DataType.FLOAT32);
        images.buffer.asFloatBuffer().put(pixels);
        return array;
    }

    /** {@return the labels, INT64 [m], valid until the next call} */
    NDArray labels(int[] classes) {
        NDArray array = of(labels, new Shape(classes.length), DataType.INT64);
        for (int i = 0; i < classes.length; i++) {
            labels.buffer.putLong(i * Long.BYTES, classes[i]);
        }
        return array;
    }

    /** {@return the epoch, an INT64 scalar, valid until the next call} */
    NDArray epoch(long number) {
        return scalar(epoch, number);
    }

    /** {@return how many steps were taken before, an INT64 scalar, valid until the next call} */
    NDArray steps(long number) {
        return scalar(steps, number);
    }

    private NDArray scalar(Slot slot, long number) {
        NDArray array = of(slot, new Shape(), DataType.INT64);
        slot.buffer.putLong(0, number);
        return array;
    }

    private NDArray of(Slot slot, Shape shape, DataType type) {
        if (slot.array == null || !slot.array.getShape().equals(shape)) {
            if (slot.array != null) {
                slot.array.close();
            }
            slot.buffer =
                    manager.allocateDirect(Math.toIntExact(Math.multiplyExact(shape.size(), type.getNumOfBytes())));
            slot.array = manager.create(slot.buffer, shape, type);
            // It outlives the scope of the step.
            NDScope.unregister(slot.array);
        }
        return slot.array;
    }
}
