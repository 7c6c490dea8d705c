package org.metricloss.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metricloss.results.table.ReportTable;

class MarkdownTest {
    @Test
    void charactersWithAMeaningAreEscaped() {
        assertThat(Markdown.escape("a_b*c|d`e[f](g)<h>#~&\\"))
                .isEqualTo("a\\_b\\*c\\|d\\`e\\[f\\](g)\\<h\\>\\#\\~\\&\\\\");
    }

    @Test
    void lineBreaksCannotEndATableRow() {
        String table = new Markdown(false)
                .table(ReportTable.of(List.of("name", "value"), List.of(List.of("a\r\nb", "1")), 1))
                .toString();
        assertThat(table).isEqualTo("| name | value |\n| --- | ---: |\n| a  b | 1 |\n");
    }

    @Test
    void fenceIsLongerThanAnyRunOfBackticksWithin() {
        assertThat(new Markdown(false).code("x\n````\ny\n").toString()).isEqualTo("`````text\nx\n````\ny\n`````\n");
    }

    @Test
    void blocksAreSeparatedByABlankLine() {
        assertThat(new Markdown(false)
                        .heading(2, "A")
                        .paragraph("b")
                        .list(List.of("c", "d"))
                        .toString())
                .isEqualTo("## A\n\nb\n\n- c\n- d\n");
    }
}
