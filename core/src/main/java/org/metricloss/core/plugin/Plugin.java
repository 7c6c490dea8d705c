package org.metricloss.core.plugin;

/** A component that is found on the class path under a stable name. */
public interface Plugin {
    /**
     * {@return the name in experiment files and records: lower case, and never changed once published}
     */
    String id();
}
