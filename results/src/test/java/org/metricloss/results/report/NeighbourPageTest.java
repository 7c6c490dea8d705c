package org.metricloss.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NeighbourPageTest {
    @Test
    void namesAreEscapedAndNothingIsLoaded() {
        NeighbourPage.Picture query = new NeighbourPage.Picture("AAAA", "<script>1</script>.png", "a&b", "", false);
        NeighbourPage.Picture neighbour = new NeighbourPage.Picture("BBBB", "x.png", "\"c\"", "0.5000", true);
        String html = new NeighbourPage("<b>", List.of(new NeighbourPage.Row(query, List.of(neighbour)))).html();
        assertThat(html)
                .contains("default-src 'none'")
                .contains("&lt;script&gt;1&lt;/script&gt;.png", "a&amp;b", "&quot;c&quot;", "<b>0.5000</b>")
                .contains("data:image/png;base64,AAAA", "data:image/png;base64,BBBB", "class=\"wrong\"")
                .contains("<title>&lt;b&gt;</title>")
                .doesNotContain("<script");
    }
}
