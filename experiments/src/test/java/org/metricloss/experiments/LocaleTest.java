package org.metricloss.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is formatted reads the same under every default locale. Integers go through %s; where a number needs a width or
 * decimals the locale is named, as %d and %f would otherwise take, say, Arabic digits.
 */
class LocaleTest {
    private static final Path MODULES = Path.of("..");
    private static final Pattern NUMBER = Pattern.compile("%[-+,(0-9.$]*[dfeg]", Pattern.CASE_INSENSITIVE);
    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\R|[{}]\\R");
    private static final Pattern TEXT_BLOCK = Pattern.compile("\"\"\"\\h*\\R(.*?)(?<!\\\\)\"\"\"", Pattern.DOTALL);

    @Test
    void noNumberIsFormattedInTheDefaultLocale() throws IOException {
        try (Stream<Path> modules = Files.list(MODULES)) {
            List<Path> sources = modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(LocaleTest::javaFiles)
                    .toList();
            assertThat(sources).hasSizeGreaterThan(100);
            assertThat(sources.stream().flatMap(LocaleTest::formattingStatements))
                    .isNotEmpty()
                    .allSatisfy(statement -> assertThat(statement).contains("Locale.ROOT"));
        }
    }

    @Test
    void aFormatWithoutLocaleWouldBeFound() {
        assertThat(formattingStatements("int a = 1;\nfoo(\"%s: %3d of %.1f\"\n    .formatted(b));\n"))
                .containsExactly("foo(\"%s: %3d of %.1f\"\n    .formatted(b))");
        assertThat(formattingStatements("foo(\"%s, 5% done\".formatted(b % d));\n"))
                .isEmpty();
        assertThat(formattingStatements("int a = 1;\nfoo(\"\"\"\n    {\"a\";\n    %d}\n    \"\"\".formatted(b));\n"))
                .containsExactly("foo(\" { a ; %d} \".formatted(b))");
        assertThat(formattingStatements("foo(\"\"\"\n    a;\n    %s\n    \"\"\".formatted(b % d));\n"))
                .isEmpty();
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> formattingStatements(Path source) {
        try {
            return formattingStatements(Files.readString(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the statements with a number's conversion inside quotes; a text block stands there as a text in one line} */
    private static Stream<String> formattingStatements(String source) {
        String inLines = TEXT_BLOCK
                .matcher(source)
                .replaceAll(
                        block -> Matcher.quoteReplacement('"' + block.group(1).replaceAll("[\\s\"\\\\]+", " ") + '"'));
        return END_OF_STATEMENT
                .splitAsStream(inLines)
                .filter(statement -> Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"")
                        .matcher(statement)
                        .results()
                        .anyMatch(literal -> NUMBER.matcher(literal.group(1)).find()));
    }
}
