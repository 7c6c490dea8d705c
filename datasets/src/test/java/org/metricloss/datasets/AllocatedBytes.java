package org.metricloss.datasets;

import java.lang.management.ManagementFactory;

/** What the JVM says that a thread has allocated on the heap since its start. */
final class AllocatedBytes {
    private AllocatedBytes() {}

    static long ofThisThread() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
