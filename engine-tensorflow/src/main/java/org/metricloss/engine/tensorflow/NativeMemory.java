package org.metricloss.engine.tensorflow;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DataStorageVisitor;

/** The memory of a native tensor as a Java buffer, without a copy. */
final class NativeMemory {
    private NativeMemory() {}

    /**
     * {@return its bytes, row-major, to be read and written}
     *
     * @param tensor a tensor of numbers; the buffer is valid until it is closed
     */
    static ByteBuffer of(Tensor tensor) {
        long bytes = tensor.numBytes();
        if (bytes == 0) {
            return ByteBuffer.allocateDirect(0);
        }
        return tensor.asRawTensor().data().accept(new DataStorageVisitor<ByteBuffer>() {
            @Override
            public ByteBuffer visit(long address, long length, long scale) {
                return new At(address, bytes).asByteBuffer();
            }

            @Override
            public ByteBuffer visit(ByteBuffer buffer) {
                return buffer;
            }

            @Override
            public ByteBuffer fallback() {
                throw new IllegalStateException("a native tensor has no address");
            }
        });
    }

    /** A pointer to memory that it does not own. */
    private static final class At extends BytePointer {
        At(long address, long bytes) {
            super((BytePointer) null);
            this.address = address;
            this.limit = bytes;
            this.capacity = bytes;
        }
    }
}
