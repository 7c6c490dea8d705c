package org.metricloss.core.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The native library that an engine finds on the class path, in an artifact that the build chose for the machine. An
 * engine checks that it is there before its library loads it, since some libraries would download it otherwise.
 *
 * @param engine the engine's id
 * @param name the library's name in messages
 * @param resources for each platform that it is published for, a resource of its artifact, which no other artifact has
 */
public record NativeLibrary(String engine, String name, Map<NativePlatform, String> resources) {
    /** Copies the map. */
    public NativeLibrary {
        resources = Map.copyOf(resources);
    }

    /**
     * Checks that the artifact for this machine is there.
     *
     * @param classPath where the artifact must be
     * @throws EngineException if there is none for this machine
     */
    public void require(ClassLoader classPath) {
        require(classPath, System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    void require(ClassLoader classPath, String system, String processor) {
        Optional<NativePlatform> platform = NativePlatform.of(system, processor).filter(resources::containsKey);
        if (platform.isEmpty()) {
            throw new EngineException("engine %s: there is no %s for %s %s; available for: %s"
                    .formatted(engine, name, system, processor, published()));
        }
        if (classPath.getResource(resources.get(platform.get())) == null) {
            throw new EngineException(
                    "engine %s: the %s for %s is not on the class path; only a build on %s without -Dgpu puts it there; available for: %s"
                            .formatted(engine, name, platform.get(), platform.get(), published()));
        }
    }

    private String published() {
        return Arrays.stream(NativePlatform.values())
                .filter(resources::containsKey)
                .map(NativePlatform::toString)
                .collect(Collectors.joining(", "));
    }
}
