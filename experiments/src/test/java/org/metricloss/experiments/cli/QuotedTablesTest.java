package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables in documents that name a committed CSV file show what the file holds. */
class QuotedTablesTest {
    private static final String TABLE = """
            Text.

            <!-- csv: t.csv; rows: engine=djl, seconds!=; columns: loss, seconds*1000, n -->
            | loss | ms | n |
            |---|---|---|
            | `center` | 1.24 | 131,072 |
            | a, b | 0.5 | 64 |

            More text.
            """;

    @TempDir
    private Path root;

    @BeforeEach
    void file() throws IOException {
        Files.writeString(root.resolve("t.csv"), """
                loss,engine,seconds,n
                center,djl,0.001235,131072.0
                center,tensorflow,0.7,131072.0
                "a, b",djl,5.0E-4,64
                none,djl,,64
                """);
    }

    @Test
    void tablesOfDocumentsAreThoseOfTheirFiles() throws IOException {
        int checked = 0;
        for (Document document : Document.all()) {
            for (QuotedTable table : QuotedTable.in(document.text())) {
                assertThat(table.cells()).as(document.toString()).isNotEmpty();
                assertThat(table.differences(Document.ROOT))
                        .as(document.toString())
                        .isEmpty();
                checked++;
            }
        }
        assertThat(checked).isPositive();
    }

    @Test
    void theSameNumbersRoundedAreNoDifference() throws IOException {
        List<QuotedTable> tables = QuotedTable.in(TABLE);
        assertThat(tables).hasSize(1);
        assertThat(tables.get(0).differences(root)).isEmpty();
    }

    @Test
    void aCellMayHaveSeveralNumbers() throws IOException {
        String table = """
                <!-- csv: t.csv; rows: loss=center|none; columns: loss, n+seconds*1000 -->
                | loss | n [ms] |
                |---|---|
                | `center` | 131,072 [1.2] |
                | center | 131,072 [70] |
                | none | 64 [0] |
                """;
        assertThat(QuotedTable.in(table).get(0).differences(root))
                .containsExactly(
                        "row 'center', column 'n+seconds*1000': the table says 131,072 [70], t.csv says 131072.0, 0.7",
                        "row 'none', column 'n+seconds*1000': the table says 64 [0], t.csv says 64, ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            1.24 | 1.25 | row 'center', column 'seconds*1000': the table says 1.25, t.csv says 0.001235
            0.5 | 0.500001 | row 'a, b', column 'seconds*1000': the table says 0.500001, t.csv says 5.0E-4
            `center` | triplet | row 'triplet', column 'loss': the table says triplet, t.csv says center
            64 | many | row 'a, b', column 'n': the table says many, t.csv says 64
            engine=djl | engine!=djl | the table has 2 rows, t.csv has 1
            """)
    void aCellThatDiffersIsNamed(String was, String is, String difference) throws IOException {
        assertThat(QuotedTable.in(TABLE.replace(was, is)).get(0).differences(root))
                .contains(difference);
    }

    @Test
    void aCommentThatIsNotUnderstoodIsAnError() {
        String refusal =
                "1 comments name a CSV file, but only 0 of them are understood and have a table in the next line";
        assertThatThrownBy(() -> QuotedTable.in(TABLE.replace("; columns:", "; column:")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(refusal);
        assertThatThrownBy(() -> QuotedTable.in(TABLE.replace("-->\n|", "-->\n\n|")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(refusal);
    }
}
