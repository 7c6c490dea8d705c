package org.metricloss.engine.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Where an engine keeps its arrays. The device is always named: DJL's own default is the first GPU if PyTorch sees one.
 *
 * @param device the device
 * @param isApart whether the host cannot read the device's memory
 */
record DjlPlace(Device device, boolean isApart) {
    /** The memory of the processor. */
    static final DjlPlace CPU = new DjlPlace(Device.cpu(), false);

    /** {@return the memory of a device} */
    static DjlPlace of(org.metricloss.core.engine.Device device) {
        return device.isGpu() ? new DjlPlace(Device.gpu(device.gpu().getAsInt()), true) : CPU;
    }

    /** {@return a manager of arrays on the device, which the caller closes} */
    NDManager newManager(ai.djl.engine.Engine engine) {
        return engine.newBaseManager(device);
    }

    /** {@return a count of copies, at 0} */
    HostCopies newCopies() {
        return new HostCopies(isApart);
    }

    /**
     * Waits until the device has computed everything that it was given. A GPU computes in the order of the calls, so the last
     * array can be read only after all others have been computed.
     *
     * @param manager a manager of this place
     */
    void await(NDManager manager) {
        if (isApart) {
            try (NDArray last = manager.zeros(new Shape())) {
                DjlArrays.scalar(last);
            }
        }
    }
}
