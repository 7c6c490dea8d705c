package org.metricloss.engine.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine where the build found no native library, as on a platform without one. */
class MissingNativesTest {
    @Test
    void refusesInOneLineInsteadOfDownloading() throws Exception {
        List<String> classPath =
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        URL[] withoutNatives = classPath.stream()
                .filter(entry -> !entry.contains("pytorch-native"))
                .map(MissingNativesTest::url)
                .toArray(URL[]::new);
        assertThat(withoutNatives).hasSizeLessThan(classPath.size());
        // Its own copy of every class, so that what other tests have loaded does not help.
        try (URLClassLoader bare = new URLClassLoader(withoutNatives, ClassLoader.getPlatformClassLoader())) {
            Class<?> engine = bare.loadClass("org.metricloss.engine.djl.DjlEngine");
            Object instance = engine.getConstructor().newInstance();
            assertThatThrownBy(() -> engine.getMethod("info").invoke(instance))
                    .cause()
                    .hasMessageStartingWith("engine djl: the PyTorch for ")
                    .hasMessageEndingWith("; available for: Linux x86-64, Linux arm64, macOS arm64, Windows x86-64")
                    .message()
                    .doesNotContain("\n");
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
