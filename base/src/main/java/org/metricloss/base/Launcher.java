package org.metricloss.base;

import java.util.Optional;

/** How this program was started: by the start script of the distribution, or by Maven in a checkout. */
public final class Launcher {
    /** The system property in which a start script passes its own path. In a checkout it is not set. */
    public static final String PROPERTY = "metricloss.launcher";

    private Launcher() {}

    /** {@return the path of the start script, if one started this program} */
    public static Optional<String> script() {
        return Optional.of(System.getProperty(PROPERTY, "")).filter(path -> !path.isEmpty());
    }

    /** {@return where the user sets a larger heap, for the end of a message about the heap} */
    public static String moreHeap() {
        String where = script().isPresent() ? "METRICLOSS_JAVA_OPTS" : ".mvn/jvm.config or MAVEN_OPTS";
        return "set a larger -Xmx in " + where;
    }
}
