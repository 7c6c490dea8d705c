package org.metricloss.experiments.work;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineInfo;

/** The versions of this program, of Java and of engines. An engine is loaded when its versions are first asked for. */
public final class EngineVersions {
    private final Map<String, Map<String, String>> byEngine = new LinkedHashMap<>();

    /** {@return the versions of the program, of Java and of one engine} */
    public Map<String, String> with(Engine engine) {
        Map<String, String> all = Versions.ofProgram();
        all.putAll(of(engine));
        return all;
    }

    /** {@return the versions of the program, of Java and of several engines, whose versions are named by their ids} */
    public Map<String, String> withAll(List<String> engines) {
        Map<String, String> all = Versions.ofProgram();
        for (String id : engines) {
            of(Engine.all().get(id)).forEach((part, version) -> all.put(id + "." + part, version));
        }
        return all;
    }

    private Map<String, String> of(Engine engine) {
        return byEngine.computeIfAbsent(engine.id(), unknown -> ofLibraries(engine.info()));
    }

    private static Map<String, String> ofLibraries(EngineInfo info) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("library", info.library());
        versions.put("native", info.nativeLibrary());
        return versions;
    }
}
