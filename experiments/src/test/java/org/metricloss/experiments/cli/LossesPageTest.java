package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;

/** After a change of a loss's guide run this once with {@code -Dgolden.write=true}. */
class LossesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "losses.md");
    private static final String BEGIN = "<!-- The table is written by LossesPageTest. -->\n";
    private static final String END = "<!-- End of the table. -->\n";

    @Test
    void tableOfLossesIsCurrent() throws IOException {
        String page = Files.readString(PAGE).replace("\r\n", "\n");
        assertThat(page).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        String table = table();
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to)).isEqualTo(table);
    }

    private static String table() {
        List<LossProvider> losses = LossProvider.all().all().stream()
                .filter(loss -> loss.getClass().getName().startsWith("org.metricloss.loss."))
                .sorted(Comparator.comparing((LossProvider loss) -> loss.guide().family()))
                .toList();
        assertThat(losses).isNotEmpty();
        return losses.stream()
                .map(LossesPageTest::row)
                .collect(Collectors.joining(
                        "",
                        "| family | id | loss | tuples of a batch of m | when to use it | tuned by `ranges: default` |\n"
                                + "|---|---|---|---|---|---|\n",
                        ""));
    }

    private static String row(LossProvider loss) {
        LossGuide guide = loss.guide();
        String id = "[`%s`](experiment-files.md#loss-%s)".formatted(loss.id(), loss.id());
        String tuning = LossList.tuning(guide);
        String[] cells = {
            guide.family().title(), id, loss.summary(), guide.tuples(), guide.use(), tuning.isEmpty() ? "-" : tuning
        };
        return Arrays.stream(cells)
                        .map(cell -> cell.replace("*", "\\*").replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |"))
                + "\n";
    }
}
