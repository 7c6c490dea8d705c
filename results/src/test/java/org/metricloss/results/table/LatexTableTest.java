package org.metricloss.results.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatexTableTest {
    @Test
    void namesStayTextAndRowsAreNoOptions() {
        String latex = LatexTable.of(ReportTable.of(
                List.of("objective", "recall@1"),
                List.of(List.of("a_b & 50% {x} \\cmd", "0.9 [0.8, 0.95]"), List.of("[first]", "< 0.1")),
                1));
        assertThat(latex)
                .isEqualTo("% needs \\usepackage{booktabs}\n\\begin{tabular}{lr}\n\\toprule\n"
                        + "objective & recall@1 \\\\\n\\midrule\n"
                        + "a\\_b \\& 50\\% \\{x\\} \\textbackslash{}cmd & 0.9 [0.8, 0.95] \\\\\n"
                        + "{}[first] & \\textless{} 0.1 \\\\\n"
                        + "\\bottomrule\n\\end{tabular}\n");
    }
}
