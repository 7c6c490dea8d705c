package org.metricloss.results.record;

import java.util.Optional;

/**
 * Where an item ran.
 *
 * @param executor the executor of a cluster that ran the item, such as {@code 3 on 10.0.0.7}; empty if it ran without a cluster
 * @param machine the machine
 */
public record RanOn(Optional<String> executor, Machine machine) {
    /** The system property that names the executor of a cluster which this process belongs to. */
    public static final String EXECUTOR_PROPERTY = "metricloss.executor";

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public RanOn {
        Require.present("executor", executor).ifPresent(name -> Require.text("executor", name));
        Require.present("machine", machine);
    }

    /** {@return the machine and, if there is one, the executor of this process} */
    public static RanOn here() {
        return new RanOn(Optional.ofNullable(System.getProperty(EXECUTOR_PROPERTY)), Machine.current());
    }
}
