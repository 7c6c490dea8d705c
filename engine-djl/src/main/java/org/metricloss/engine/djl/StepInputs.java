package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;

/**
 * The arrays that each step receives. On the processor, DJL reads a created array from the buffer that it was created from. A step
 * therefore writes its numbers to the buffers of the step before, and creates no arrays as long as their shapes stay the same. On a
 * GPU a created array is a copy, so each step creates its own from the same buffers.
 */
final class StepInputs {
    private final NDManager manager;
    private final boolean copied;
    private final Slot images = new Slot();
    private final Slot labels = new Slot();
    private final Slot epoch = new Slot();
    private final Slot steps = new Slot();

    /** An array and the buffer that it reads. */
    private static final class Slot {
        private Shape shape;
        private NDArray array;
        private ByteBuffer buffer;
    }

    /**
     * @param manager the owner of the arrays
     * @param copied whether a created array is a copy of its buffer; it then belongs to the open scope
     */
    StepInputs(NDManager manager, boolean copied) {
        this.manager = manager;
        this.copied = copied;
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
        ByteBuffer buffer = buffer(images, shape, DataType.FLOAT32);
        buffer.asFloatBuffer().put(pixels);
        return array(images, shape, DataType.FLOAT32);
    }

    /** {@return the labels, INT64 [m], valid until the next call} */
    NDArray labels(int[] classes) {
        Shape shape = new Shape(classes.length);
        ByteBuffer buffer = buffer(labels, shape, DataType.INT64);
        for (int i = 0; i < classes.length; i++) {
            buffer.putLong(i * Long.BYTES, classes[i]);
        }
        return array(labels, shape, DataType.INT64);
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
        Shape shape = new Shape();
        buffer(slot, shape, DataType.INT64).putLong(0, number);
        return array(slot, shape, DataType.INT64);
    }

    /** {@return the buffer for an array of that shape: the slot's own if its shape is the same} */
    private ByteBuffer buffer(Slot slot, Shape shape, DataType type) {
        if (slot.buffer == null || !slot.shape.equals(shape)) {
            if (slot.array != null) {
                slot.array.close();
                slot.array = null;
            }
            slot.shape = shape;
            slot.buffer =
                    manager.allocateDirect(Math.toIntExact(Math.multiplyExact(shape.size(), type.getNumOfBytes())));
        }
        return slot.buffer;
    }

    private NDArray array(Slot slot, Shape shape, DataType type) {
        if (copied) {
            return manager.create(slot.buffer, shape, type);
        }
        if (slot.array == null) {
            slot.array = manager.create(slot.buffer, shape, type);
            // It outlives the scope of the step.
            NDScope.unregister(slot.array);
        }
        return slot.array;
    }
}
