package org.metricloss.experiments.work;

import java.util.List;
import org.metricloss.core.plugin.Plugin;
import org.metricloss.core.plugin.Registry;
import org.metricloss.results.store.RunFolder;

/** A system that runs items on other machines. Clusters are found with {@link java.util.ServiceLoader}. */
public interface Cluster extends Plugin {
    /** {@return the clusters on the class path} */
    static Registry<Cluster> all() {
        return Registry.load(Cluster.class, "cluster");
    }

    /**
     * How a cluster is reached and used.
     *
     * @param master its address, such as {@code spark://host:7077}
     * @param conf settings of the cluster's own, {@code key=value} each
     * @param nativeJars the folder on every machine of the cluster that holds the program's large jars, such as the engines' native
     *     libraries, so that they are not sent; empty to send them
     */
    record Address(String master, List<String> conf, String nativeJars) {
        /** Copies the list. */
        public Address {
            conf = List.copyOf(conf);
        }
    }

    /**
     * Refuses an address or settings that cannot work, before anything is planned.
     *
     * @param address how the cluster is reached
     * @throws org.metricloss.base.UserException if it is refused
     */
    void check(Address address);

    /**
     * {@return the executor of items on the cluster}
     *
     * @param plan the plan of the items
     * @param folder the run folder for records; the caller holds its lock while items run
     * @param address how the cluster is reached
     * @param settings how each machine executes items
     * @param progress receives the end of each item
     */
    TrialExecutor executor(
            WorkPlan plan, RunFolder folder, Address address, HostSettings settings, RunProgress progress);
}
