package org.metricloss.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Sealed outputs. After an intended change run the tests once with {@code -Dgolden.write=true} and read the difference.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private Golden() {}

    /** Makes a text under a default locale and compares it with the sealed file, character by character. */
    public static void assertSealed(String file, String locale, Supplier<String> text) throws IOException {
        String actual = in(locale, text);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(file), actual);
        }
        assertThat(actual).isNotBlank().isEqualTo(Files.readString(FOLDER.resolve(file)));
    }

    private static String in(String locale, Supplier<String> text) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(locale));
            // Otherwise the locale would not show what depends on it.
            assertThat(String.format("%.1f", 1.5)).isNotEqualTo("1.5");
            return text.get();
        } finally {
            Locale.setDefault(before);
        }
    }
}
