package org.metricloss.experiments.work;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.engine.Device;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineInfo;
import org.metricloss.core.engine.NvidiaDriver;

/**
 * The versions of this program, of Java and of engines, and of the GPU if engines compute on one. An engine is loaded when its versions
 * are first asked for.
 */
public final class EngineVersions {
    /** The name of the model of the GPU among the versions of a trial. */
    public static final String GPU = "gpu";

    private final Device device;
    private final Map<String, Map<String, String>> byEngine = new LinkedHashMap<>();

    /**
     * Creates versions; no engine is loaded yet.
     *
     * @param device what the engines compute on
     */
    public EngineVersions(Device device) {
        this.device = device;
    }

    /**
     * {@return the versions of the program, of Java and of one engine, and the environment variables of this process that results
     * on a GPU depend on}
     *
     * @throws org.metricloss.core.engine.EngineException if the engine cannot compute on the device
     */
    public Map<String, String> with(Engine engine) {
        Map<String, String> all = Versions.ofProgram();
        all.putAll(of(engine));
        if (device.isGpu()) {
            EngineEnvironment.GPU
                    .keySet()
                    .forEach(name -> Optional.ofNullable(System.getenv(name)).ifPresent(value -> all.put(name, value)));
        }
        return all;
    }

    /**
     * {@return the versions of the program, of Java and of several engines, whose versions are named by their ids}
     *
     * @throws org.metricloss.core.engine.EngineException if an engine cannot compute on the device
     */
    public Map<String, String> withAll(List<String> engines) {
        Map<String, String> all = Versions.ofProgram();
        for (String id : engines) {
            of(Engine.all().get(id)).forEach((part, version) -> all.put(id + "." + part, version));
        }
        return all;
    }

    private Map<String, String> of(Engine engine) {
        return byEngine.computeIfAbsent(
                engine.id(), unknown -> ofLibraries(engine.on(device).info()));
    }

    private Map<String, String> ofLibraries(EngineInfo info) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("library", info.library());
        versions.put("native", info.nativeLibrary());
        if (device.isGpu()) {
            NvidiaDriver.gpus().find(device).ifPresent(gpu -> {
                versions.put(GPU, gpu.name());
                versions.put("driver", gpu.driver());
            });
        }
        return versions;
    }
}
