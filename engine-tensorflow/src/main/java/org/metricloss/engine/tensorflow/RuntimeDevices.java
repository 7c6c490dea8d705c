package org.metricloss.engine.tensorflow;

import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;

/** The devices that TensorFlow's runtime lists. TensorFlow Java has no call for that, but the C interface below it has. */
final class RuntimeDevices {
    private RuntimeDevices() {}

    /**
     * {@return how many devices of a type a session has}
     *
     * @param type {@code CPU} or {@code GPU}
     * @param configuration the configuration of the session
     */
    static int count(String type, ConfigProto configuration) {
        byte[] settings = configuration.toByteArray();
        try (TF_Graph graph = TF_Graph.newGraph();
                TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
                TF_Status status = TF_Status.newStatus();
                BytePointer bytes = new BytePointer(settings)) {
            tensorflow.TF_SetConfig(options, bytes, settings.length, status);
            status.throwExceptionIfNotOK();
            try (TF_Session session = TF_Session.newSession(graph, options, status)) {
                status.throwExceptionIfNotOK();
                TF_DeviceList devices = tensorflow.TF_SessionListDevices(session, status);
                status.throwExceptionIfNotOK();
                try {
                    return count(type, devices, status);
                } finally {
                    tensorflow.TF_DeleteDeviceList(devices);
                }
            }
        }
    }

    private static int count(String type, TF_DeviceList devices, TF_Status status) {
        int count = 0;
        for (int i = 0; i < tensorflow.TF_DeviceListCount(devices); i++) {
            BytePointer found = tensorflow.TF_DeviceListType(devices, i, status);
            status.throwExceptionIfNotOK();
            count += found.getString().equals(type) ? 1 : 0;
        }
        return count;
    }
}
