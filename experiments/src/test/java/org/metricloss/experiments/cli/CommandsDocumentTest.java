package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** After a change of a command run this once with {@code -Dgolden.write=true}. */
class CommandsDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "commands.md");

    @Test
    void documentOfTheCommandsIsCurrent() throws IOException {
        String text = CommandsDocument.text();
        assertThat(text).contains("## run", "| `--workers N` |", "Default: 1.").doesNotContain("%%", "${");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(DOCUMENT, text);
        }
        assertThat(text).isEqualTo(Files.readString(DOCUMENT));
    }
}
