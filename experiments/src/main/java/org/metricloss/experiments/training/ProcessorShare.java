package org.metricloss.experiments.training;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * How much of the machine this process had during some time. A forecast from a loaded machine is valid only for the
 * same load.
 *
 * @param system gives the times
 * @param wallNanos when it began
 * @param cpuNanos the processor time of this process by then
 */
record ProcessorShare(OperatingSystemMXBean system, long wallNanos, long cpuNanos) {
    static ProcessorShare start() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new ProcessorShare(system, System.nanoTime(), system.getProcessCpuTime());
    }

    /** {@return the share until now, in one line} */
    String words() {
        double had = (double) (system.getProcessCpuTime() - cpuNanos) / (System.nanoTime() - wallNanos);
        double load = system.getSystemLoadAverage();
        return String.format(
                Locale.ROOT,
                "while probing, this process had %.1f of %d processors%s",
                had,
                system.getAvailableProcessors(),
                load < 0 ? "" : String.format(Locale.ROOT, "; the load was %.1f", load));
    }
}
