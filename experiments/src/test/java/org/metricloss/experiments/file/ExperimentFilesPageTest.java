package org.metricloss.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** After an intended change run this once with {@code -Dgolden.write=true} and read the difference. */
class ExperimentFilesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "experiment-files.md");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern LINK = Pattern.compile("]\\(#([^)]*)\\)");

    @Test
    void thePageIsCurrent() throws IOException {
        String page = ExperimentFilesPage.of(Available.onClassPath());
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE).replace("\r\n", "\n")).isEqualTo(page);
    }

    @Test
    void everyLinkLeadsToAHeading() {
        String page = ExperimentFilesPage.of(Available.onClassPath());
        List<String> anchors = HEADING.matcher(page)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
        List<String> links = LINK.matcher(page)
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
        assertThat(anchors).doesNotHaveDuplicates();
        assertThat(links).hasSizeGreaterThan(10).isSubsetOf(anchors);
    }
}
