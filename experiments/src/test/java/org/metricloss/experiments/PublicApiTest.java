package org.metricloss.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each package says whether it is public API, and public API shows nothing of an internal package. */
class PublicApiTest {
    private static final Path CHECKOUT = Path.of("..");
    private static final String OURS = "org.metricloss.";
    private static final String PUBLIC = "<p>Public API: ";
    private static final String INTERNAL = "<p>Internal: ";

    /** The text of each package's {@code package-info}; empty if there is none. */
    private static final Map<String, String> PACKAGES = new TreeMap<>();

    @BeforeAll
    static void readPackages() throws IOException {
        try (Stream<Path> modules = Files.list(CHECKOUT)) {
            for (Path module : modules.toList()) {
                Path sources = module.resolve("src/main/java");
                if (Files.isDirectory(sources)) {
                    readPackages(sources);
                }
            }
        }
    }

    private static void readPackages(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = sources.relativize(file.getParent()).toString().replace('/', '.');
                if (!file.endsWith("package-info.java")) {
                    Path info = file.resolveSibling("package-info.java");
                    PACKAGES.put(name, Files.exists(info) ? Files.readString(info) : "");
                }
            }
        }
    }

    private static boolean isPublic(String packageName) {
        return PACKAGES.getOrDefault(packageName, "").contains(PUBLIC);
    }

    @Test
    void eachPackageSaysWhetherItIsPublicApi() {
        assertThat(PACKAGES).containsKeys("org.metricloss.core.tensor", "org.metricloss.cluster.spark");
        Set<String> undecided = PACKAGES.entrySet().stream()
                .filter(each ->
                        each.getValue().contains(PUBLIC) == each.getValue().contains(INTERNAL))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(undecided)
                .as("packages whose package-info has not one of '%s' and '%s'", PUBLIC, INTERNAL)
                .isEmpty();
    }

    @Test
    void publicApiShowsNothingInternal() {
        Set<String> shown = new TreeSet<>();
        int examined = 0;
        for (JavaClass each : ArchitectureTest.CLASSES) {
            if (isPublic(each.getPackageName()) && isVisible(each)) {
                examined++;
                Stream<JavaType> supertypes =
                        Stream.concat(each.getSuperclass().stream(), each.getInterfaces().stream());
                Stream<JavaType> members = each.getMembers().stream()
                        .filter(member -> isVisible(member.getModifiers()))
                        .flatMap(PublicApiTest::types);
                Stream.concat(supertypes, members)
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .map(JavaClass::getBaseComponentType)
                        .filter(type -> type.getPackageName().startsWith(OURS))
                        .filter(type -> !isPublic(type.getPackageName()))
                        .forEach(type -> shown.add(each.getName() + " shows " + type.getName()));
            }
        }
        assertThat(examined).isGreaterThan(100);
        assertThat(shown).isEmpty();
    }

    private static Stream<JavaType> types(JavaMember member) {
        if (member instanceof JavaCodeUnit unit) {
            Stream<JavaType> given = unit.getParameterTypes().stream();
            Stream<JavaType> thrown = unit.getExceptionTypes().stream().map(JavaType.class::cast);
            return Stream.concat(Stream.concat(given, thrown), Stream.of(unit.getReturnType()));
        }
        return Stream.of(((JavaField) member).getType());
    }

    private static boolean isVisible(JavaClass each) {
        return isVisible(each.getModifiers())
                && each.getEnclosingClass().map(PublicApiTest::isVisible).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}
