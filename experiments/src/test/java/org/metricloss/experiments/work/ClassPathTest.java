package org.metricloss.experiments.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
    @TempDir
    private Path folder;

    private ClassPath classPath() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("some classes/org/x"));
        Files.writeString(classes.resolve("A.class"), "a");
        Files.writeString(classes.resolve("B.class"), "b");
        Path jar = Files.writeString(folder.resolve("lib.jar"), "jar");
        return new ClassPath(List.of(folder.resolve("some classes"), jar));
    }

    @Test
    void copyIsTheSameCodeAndStaysItWhenTheOriginalChanges() throws IOException {
        ClassPath original = classPath();
        String before = original.sha256();
        ClassPath copy = original.copyTo(folder.resolve("copy"));
        assertThat(copy.entries()).hasSize(2).allMatch(entry -> entry.startsWith(folder.resolve("copy")));
        assertThat(copy.sha256()).isEqualTo(before);
        Files.writeString(folder.resolve("some classes/org/x/B.class"), "c");
        assertThat(original.sha256()).isNotEqualTo(before);
        assertThat(copy.sha256()).isEqualTo(before);
    }

    @Test
    void everyFileCountsByPlaceAndContent() throws IOException {
        ClassPath classPath = classPath();
        String before = classPath.sha256();
        Path b = folder.resolve("some classes/org/x/B.class");
        Files.move(b, b.resolveSibling("C.class"));
        String moved = classPath.sha256();
        assertThat(moved).isNotEqualTo(before);
        Files.writeString(folder.resolve("lib.jar"), "jaR");
        assertThat(classPath.sha256()).isNotEqualTo(moved);
        assertThat(new ClassPath(List.of(classPath.entries().get(0))).sha256()).isNotEqualTo(moved);
    }

    /** As Maven runs it: the property java.class.path knows nothing of it. */
    @Test
    void classPathIsTakenFromALoaderThatKnowsIt() throws Exception {
        ClassPath own = ClassPath.ofThisProgram();
        assertThat(own.entries()).isNotEmpty().allMatch(Files::exists);
        List<URL> urls = new ArrayList<>();
        for (Path entry : own.entries()) {
            urls.add(entry.toUri().toURL());
        }
        Path odd = Files.createDirectory(folder.resolve("with spaces and ü"));
        urls.add(odd.toUri().toURL());
        urls.add(folder.resolve("not there").toUri().toURL());
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object there = loader.loadClass(ClassPath.class.getName())
                    .getMethod("ofThisProgram")
                    .invoke(null);
            List<Path> expected = new ArrayList<>(own.entries());
            expected.add(odd);
            assertThat(there.getClass().getMethod("entries").invoke(there)).isEqualTo(expected);
        }
    }
}
