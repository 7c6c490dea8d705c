package org.metricloss.engine.tensorflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostArray.Factor;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.types.family.TType;

/** A call of a host function on the memory of the native tensors, without copies. */
final class TensorFlowHostCall implements HostCall, AutoCloseable {
    private final Session session;
    private final Map<DataType, Products> products;
    private final List<HostArray> arguments = new ArrayList<>();
    private final List<HostArray> results = new ArrayList<>();
    private final List<Tensor> owned = new ArrayList<>();
    private long bytes;

    /**
     * @param session runs the products
     * @param products for every floating type among the arguments
     * @param taken the arguments; the caller closes them
     * @param function says which results there are
     */
    TensorFlowHostCall(Session session, Map<DataType, Products> products, Result taken, HostFunction function) {
        this.session = session;
        this.products = products;
        for (int i = 0; i < taken.size(); i++) {
            arguments.add(hosted(counted(taken.get(i))));
        }
        for (HostFunction.Result result : function.results()) {
            HostArray array = allocate(result.type(), result.shape());
            counted((Tensor) array.backing());
            results.add(array);
        }
    }

    private Tensor counted(Tensor tensor) {
        bytes += tensor.numBytes();
        return tensor;
    }

    /**
     * {@return the bytes that this call passes between the host and the graph: arguments, results, factors of products and
     * products} On a GPU each of them is copied.
     */
    long bytes() {
        return bytes;
    }

    @Override
    public int threads() {
        return ProcessThreads.ofThisProcess().started();
    }

    @Override
    public HostArray argument(int index) {
        return arguments.get(index);
    }

    @Override
    public HostArray result(int index) {
        return results.get(index);
    }

    Tensor resultTensor(int index) {
        return (Tensor) results.get(index).backing();
    }

    @Override
    public HostArray allocate(DataType type, int rows, int columns) {
        return allocate(type, Shape.of(rows, columns));
    }

    private HostArray allocate(DataType type, Shape shape) {
        Tensor tensor = Tensor.of(HostArrays.type(type), HostArrays.shape(shape));
        owned.add(tensor);
        return hosted(tensor);
    }

    @Override
    public HostArray product(Factor left, Factor right) {
        TType product = products.get(left.array().type()).of(session, left, right);
        owned.add(product);
        bytes += bytes(left) + bytes(right);
        return hosted(counted(product));
    }

    /** The whole array is copied, even if only some rows are a factor. */
    private static long bytes(Factor factor) {
        return ((Tensor) factor.array().backing()).numBytes();
    }

    private static HostArray hosted(Tensor tensor) {
        Shape shape = HostArrays.shape(tensor.shape());
        return new HostArray(
                HostArrays.dataType(tensor.dataType()),
                shape.rank() == 0 ? 1 : shape.size(0),
                shape.rank() < 2 ? 1 : shape.size(1),
                NativeMemory.of(tensor),
                tensor);
    }

    @Override
    public void release(HostArray array) {
        Tensor tensor = (Tensor) array.backing();
        owned.removeIf(each -> each == tensor);
        tensor.close();
    }

    @Override
    public void close() {
        owned.forEach(Tensor::close);
    }
}
