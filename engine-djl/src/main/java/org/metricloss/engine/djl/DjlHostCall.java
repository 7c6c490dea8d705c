package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostArray.Factor;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;

/** A call of a host function on the memory of the arrays, without copies. */
final class DjlHostCall implements HostCall {
    private final NDManager manager;
    private final List<HostArray> arguments = new ArrayList<>();
    private final List<HostArray> results = new ArrayList<>();
    private final List<NDArray> resultArrays = new ArrayList<>();

    private DjlHostCall(NDManager manager) {
        this.manager = manager;
    }

    /**
     * {@return its results}
     *
     * @param function what to compute
     * @param arguments its arguments, which all belong to open scopes
     * @param copies whether the arrays must be copied to the host and back
     */
    static List<NDArray> run(HostFunction function, List<NDArray> arguments, HostCopies copies) {
        if (copies.needed()) {
            return DjlDeviceCall.run(function, arguments, copies);
        }
        DjlHostCall call = new DjlHostCall(arguments.get(0).getManager());
        arguments.forEach(array -> call.arguments.add(hosted(array.stopGradient())));
        for (HostFunction.Result result : function.results()) {
            NDArray array = call.manager.create(DjlArrays.shape(result.shape()), DjlArrays.type(result.type()));
            call.resultArrays.add(array);
            call.results.add(hosted(array));
        }
        function.compute(call);
        return call.resultArrays;
    }

    private static HostArray hosted(NDArray array) {
        return hosted(array, array);
    }

    /**
     * {@return an array as the host sees it}
     *
     * @param array in the memory of the host; for a view that is not contiguous, the host sees a row-major copy with the same
     *     lifetime
     * @param backing what products read
     */
    static HostArray hosted(NDArray array, NDArray backing) {
        Shape shape = array.getShape();
        int rows = shape.dimension() == 0 ? 1 : Math.toIntExact(shape.get(0));
        int columns = shape.dimension() < 2 ? 1 : Math.toIntExact(shape.get(1));
        return new HostArray(
                DjlArrays.type(array.getDataType()), rows, columns, ((PtNDArray) array).toByteBuffer(true), backing);
    }

    @Override
    public int threads() {
        return JniUtils.getNumThreads();
    }

    @Override
    public HostArray argument(int index) {
        return arguments.get(index);
    }

    @Override
    public HostArray result(int index) {
        return results.get(index);
    }

    @Override
    public HostArray allocate(DataType type, int rows, int columns) {
        return hosted(manager.create(new Shape(rows, columns), DjlArrays.type(type)));
    }

    @Override
    public HostArray product(Factor left, Factor right) {
        try (NDArray a = view(left);
                NDArray b = view(right)) {
            return hosted(a.matMul(b));
        }
    }

    /** {@return the factor, as a view of its array} */
    static NDArray view(Factor factor) {
        PtNDArray array = (PtNDArray) factor.array().backing();
        NDArray rows = JniUtils.slice(array, 0, factor.from(), factor.to(), 1);
        if (!factor.transposed()) {
            return rows;
        }
        try (rows) {
            return rows.transpose();
        }
    }

    @Override
    public void release(HostArray array) {
        ((NDArray) array.backing()).close();
    }
}
