package org.metricloss.engine.djl;

/** Whether host functions must copy arrays between the device and the host, and how many bytes they have copied. */
final class HostCopies {
    private final boolean needed;
    private long bytes;

    /** @param needed whether the host cannot read the device's memory */
    HostCopies(boolean needed) {
        this.needed = needed;
    }

    /** {@return whether the host cannot read the device's memory} */
    boolean needed() {
        return needed;
    }

    /** Counts a copy, in either direction. */
    synchronized void add(long copied) {
        bytes += copied;
    }

    /** {@return the bytes of all copies so far} */
    synchronized long bytes() {
        return bytes;
    }
}
