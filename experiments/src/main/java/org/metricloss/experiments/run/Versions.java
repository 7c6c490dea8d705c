package org.metricloss.experiments.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.engine.EngineInfo;

/** The versions that a record states. */
public final class Versions {
    private Versions() {}

    /** @return of this program and of Java */
    public static Map<String, String> ofProgram() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("metricloss", program());
        versions.put("java", Runtime.version().toString());
        return versions;
    }

    /** @return this program's version; "development" where it runs from compiled classes and not from a jar */
    public static String program() {
        return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** @return of an engine's library and its native library */
    static Map<String, String> of(EngineInfo info) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("library", info.library());
        versions.put("native", info.nativeLibrary());
        return versions;
    }
}
