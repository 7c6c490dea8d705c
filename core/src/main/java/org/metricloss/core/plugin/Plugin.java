package org.metricloss.core.plugin;

/** Something found on the class path under a stable name. */
public interface Plugin {
    /**
     * {@return the name it is asked for by in experiment files and records: lower case, never changed once published}
     */
    String id();
}
