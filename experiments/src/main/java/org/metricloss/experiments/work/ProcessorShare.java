package org.metricloss.experiments.work;

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
public record ProcessorShare(OperatingSystemMXBean system, long wallNanos, long cpuNanos) {
    /** {@return the share from now on} */
    public static ProcessorShare start() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new ProcessorShare(system, System.nanoTime(), system.getProcessCpuTime());
    }

    /** {@return the share until now, and the load, in one line} */
    public String words() {
        double had = (double) (system.getProcessCpuTime() - cpuNanos) / (System.nanoTime() - wallNanos);
        return String.format(
                Locale.ROOT,
                "while probing, this process used %.1f of %d processors%s",
                had,
                system.getAvailableProcessors(),
                load("; the load was "));
    }

    /** {@return the load, in one line, for probes in processes of their own} */
    public String loadInWords() {
        return "while probing, " + system.getAvailableProcessors() + " processors were there" + load("; the load was ");
    }

    private String load(String before) {
        double load = system.getSystemLoadAverage();
        return load < 0 ? "" : String.format(Locale.ROOT, "%s%.1f", before, load);
    }
}
