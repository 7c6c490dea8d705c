package org.metricloss.engine.djl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metricloss.base.Causes;
import org.metricloss.core.engine.EngineException;

/**
 * An installed PyTorch that the environment names in place of the one on the class path. DJL loads it without a look at its
 * version, and another version than the one that DJL was built for crashes the process or fails with missing symbols.
 */
final class InstalledPyTorch {
    /** The environment variable that names the folder of libtorch.so; DJL reads it. */
    static final String FOLDER = "PYTORCH_LIBRARY_PATH";
    /** The environment variable that says what the installed PyTorch was built for, such as cu128; DJL reads it. */
    static final String FLAVOR = "PYTORCH_FLAVOR";

    /** {@code 2.7.1+cu128}, as packages of Python and archives of PyTorch state it. */
    private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+\\.\\d+)\\+(\\w+)");

    private static final String INTERFACE = "jnilib/";

    private final Map<String, String> environment;
    private final ClassLoader classPath;

    /**
     * @param environment the environment variables
     * @param classPath where DJL's interfaces to PyTorch are
     */
    InstalledPyTorch(Map<String, String> environment, ClassLoader classPath) {
        this.environment = environment;
        this.classPath = classPath;
    }

    /** {@return whether the environment names an installed PyTorch} */
    boolean isNamed() {
        return environment.containsKey(FOLDER);
    }

    /**
     * Checks that DJL can use it.
     *
     * @param platform the platform as DJL writes it, such as linux-x86_64
     * @throws EngineException if it is missing, of another version, or built for something that DJL has no interface for
     */
    void require(String platform) {
        Path folder = Path.of(environment.get(FOLDER));
        if (!Files.isRegularFile(folder.resolve(System.mapLibraryName("torch")))) {
            throw new EngineException("engine djl: %s must name the folder of %s, got %s"
                    .formatted(FOLDER, System.mapLibraryName("torch"), folder));
        }
        String flavor = environment.getOrDefault(FLAVOR, "");
        String needed = neededVersion();
        version(folder).ifPresent(found -> {
            if (!found.group(1).equals(needed)) {
                throw new EngineException("engine djl: %s holds PyTorch %s, but this version of DJL needs %s"
                        .formatted(folder, found.group(1), needed));
            }
            if (!found.group(2).equals(flavor)) {
                throw new EngineException("engine djl: %s holds a PyTorch for %s: set %s=%s, got '%s'"
                        .formatted(folder, found.group(2), FLAVOR, found.group(2), flavor));
            }
        });
        String library = INTERFACE + platform + "/" + flavor + "/" + System.mapLibraryName("djl_torch");
        if (flavor.isEmpty() || classPath.getResource(library) == null) {
            throw new EngineException(
                    "engine djl: %s must be what the installed PyTorch was built for, and one that this version of DJL has an interface for, such as cu128 on Linux x86-64; got '%s'"
                            .formatted(FLAVOR, flavor));
        }
    }

    /** {@return the version that the package states; empty if it states none} */
    private static Optional<Matcher> version(Path folder) {
        Path parent = folder.toAbsolutePath().normalize().getParent();
        return parent == null
                ? Optional.empty()
                : List.of("version.py", "build-version").stream()
                        .map(parent::resolve)
                        .filter(Files::isRegularFile)
                        .map(InstalledPyTorch::text)
                        .map(VERSION::matcher)
                        .filter(Matcher::find)
                        .findFirst();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new EngineException(
                    "engine djl: cannot read %s: %s".formatted(file, Causes.inWords(unreadable)), unreadable);
        }
    }

    /** {@return the version of PyTorch that DJL's interfaces on the class path were built for} */
    private String neededVersion() {
        try (InputStream in = classPath.getResourceAsStream(INTERFACE + "pytorch.properties")) {
            if (in == null) {
                throw new EngineException(
                        "engine djl: DJL's interface to PyTorch, pytorch-jni, is not on the class path");
            }
            Properties properties = new Properties();
            properties.load(in);
            // The version of PyTorch, a hyphen, the version of DJL.
            return properties.getProperty("jni_version", "").split("-")[0];
        } catch (IOException unreadable) {
            throw new EngineException(
                    "engine djl: cannot read the version of pytorch-jni: " + Causes.inWords(unreadable), unreadable);
        }
    }
}
