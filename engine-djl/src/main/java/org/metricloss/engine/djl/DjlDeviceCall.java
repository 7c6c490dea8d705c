package org.metricloss.engine.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostArray.Factor;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;

/**
 * A call of a host function on arrays of a device whose memory the host cannot read. An argument is copied to the host when the
 * function first asks for it, and the results are copied to the device at the end. The device computes the products: an argument is
 * there already, of any other factor the rows of the product are copied to it, and the product is copied to the host.
 */
final class DjlDeviceCall implements HostCall {
    private final NDManager onDevice;
    private final NDManager onHost;
    private final HostCopies copies;
    private final List<NDArray> given;
    private final Map<Integer, HostArray> arguments = new HashMap<>();
    private final List<HostArray> results = new ArrayList<>();

    private DjlDeviceCall(NDManager onDevice, NDManager onHost, List<NDArray> given, HostCopies copies) {
        this.onDevice = onDevice;
        this.onHost = onHost;
        this.given = given;
        this.copies = copies;
    }

    /**
     * {@return its results, on the device}
     *
     * @param function what to compute
     * @param given its arguments, which all belong to open scopes
     * @param copies counts the copies
     */
    static List<NDArray> run(HostFunction function, List<NDArray> given, HostCopies copies) {
        NDManager onDevice = given.get(0).getManager();
        try (NDManager onHost = onDevice.newSubManager(Device.cpu())) {
            DjlDeviceCall call = new DjlDeviceCall(onDevice, onHost, given, copies);
            for (HostFunction.Result result : function.results()) {
                call.results.add(call.allocate(result.type(), DjlArrays.shape(result.shape())));
            }
            function.compute(call);
            return call.results.stream()
                    .map(result -> call.copied((NDArray) result.backing(), onDevice))
                    .toList();
        }
    }

    /** A copy belongs to the manager of its own device: arrays that are computed from it must be created there. */
    private NDArray copied(NDArray array, NDManager to) {
        copies.add(array.size() * array.getDataType().getNumOfBytes());
        NDArray copy = JniUtils.to((PtNDArray) array, array.getDataType(), to.getDevice());
        copy.attach(to);
        return copy;
    }

    @Override
    public int threads() {
        return JniUtils.getNumThreads();
    }

    @Override
    public synchronized HostArray argument(int index) {
        return arguments.computeIfAbsent(index, first -> {
            NDArray array = given.get(first).stopGradient();
            return DjlHostCall.hosted(copied(array, onHost), array);
        });
    }

    @Override
    public HostArray result(int index) {
        return results.get(index);
    }

    @Override
    public HostArray allocate(DataType type, int rows, int columns) {
        return allocate(type, new Shape(rows, columns));
    }

    private HostArray allocate(DataType type, Shape shape) {
        NDArray array = onHost.create(shape, DjlArrays.type(type));
        return DjlHostCall.hosted(array, array);
    }

    @Override
    public HostArray product(Factor left, Factor right) {
        try (NDArray a = factor(left);
                NDArray b = factor(right);
                NDArray product = a.matMul(b)) {
            NDArray copy = copied(product, onHost);
            return DjlHostCall.hosted(copy, copy);
        }
    }

    private NDArray factor(Factor factor) {
        NDArray view = DjlHostCall.view(factor);
        if (((NDArray) factor.array().backing()).getManager() != onHost) {
            return view;
        }
        try (view) {
            return copied(view, onDevice);
        }
    }

    @Override
    public void release(HostArray array) {
        ((NDArray) array.backing()).close();
    }
}
