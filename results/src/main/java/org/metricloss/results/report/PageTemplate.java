package org.metricloss.results.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.metricloss.formats.Sha256;
import org.metricloss.results.figure.Figure;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.table.ReportTable;

/**
 * Makes the page from its template, style sheet, script and the library that draws charts. FreeMarker escapes every text for
 * HTML. The data of figures is JSON without characters that have a meaning in HTML. A content security policy allows the
 * browser to run only these two scripts and to load nothing. It protects the page even if an escape is missing somewhere.
 * Charts set styles, so styles are not restricted, and they are saved as pictures by way of an address of the page's own
 * ({@code blob:}).
 */
final class PageTemplate {
    private static final Configuration CONFIGURATION = configuration();

    /** The script's parts, in the order of the page: each uses definitions of the parts before it. */
    private static final List<String> SCRIPTS =
            List.of("basics", "chart", "xy", "bars", "heat", "embeddings", "gallery", "tables", "page");

    /** Plotly with the charts over two axes, from the webjar whose version the build names. */
    private static final String LIBRARY = "/META-INF/resources/webjars/plotly.js/1.54.1/dist/plotly-cartesian.min.js";

    private PageTemplate() {}

    static String render(HtmlPage page) {
        String script = SCRIPTS.stream()
                .map(part -> resource("page/" + part + ".js"))
                .collect(Collectors.joining("\n", "(() => {\n'use strict';\n\n", "})();\n"));
        List<String> scripts = List.of(resource(LIBRARY), script);
        Map<String, Object> model = Map.of(
                "title", page.title(),
                "subtitle", page.subtitle(),
                "sections", page.sections().stream().map(PageTemplate::section).toList(),
                "figures",
                        page.figures().stream()
                                .map(figure -> figure(figure, page.figuresDrawn()))
                                .toList(),
                "style", colours() + resource("page.css"),
                "scripts", scripts,
                "hashes", scripts.stream().map(PageTemplate::hash).toList(),
                "data", FigureJson.of(page.figures()));
        return process("page.ftlh", model);
    }

    /** {@return a page of texts, which are escaped} */
    static String process(String template, Map<String, Object> model) {
        StringWriter text = new StringWriter();
        try {
            CONFIGURATION.getTemplate(template).process(model, text);
        } catch (IOException | TemplateException broken) {
            throw new IllegalStateException("the page's template is broken: " + broken.getMessage(), broken);
        }
        return text.toString();
    }

    /**
     * Returns the palette as variables of the style sheet, {@code --c0} and so on, first the colours of objectives,
     * then those of parts, for a white background, for a dark one, and for paper. The script sets the class {@code paper}
     * while the page is printed.
     */
    private static String colours() {
        return ":root {" + colours(Palette.Look::colour)
                + "}\n@media screen and (prefers-color-scheme: dark) { :root:not(.paper) {"
                + colours(Palette.Look::onDark) + "} }\n";
    }

    /** {@return the colour of a style as a reference to a variable of the style sheet} */
    static String variable(int style) {
        boolean part = style / Palette.SIZE % 2 == 1;
        return "var(--c" + (style % Palette.COLOUR_COUNT + (part ? Palette.COLOUR_COUNT : 0)) + ")";
    }

    private static String colours(Function<Palette.Look, String> of) {
        return IntStream.range(0, 2 * Palette.COLOUR_COUNT)
                .mapToObj(i -> " --c" + i + ": "
                        + of.apply(Palette.of(i < Palette.COLOUR_COUNT ? i : Palette.part(i - Palette.COLOUR_COUNT)))
                        + ";")
                .collect(Collectors.joining());
    }

    // FreeMarker can only access public classes, so it receives maps.

    private static Map<String, Object> section(HtmlPage.Section section) {
        return Map.of(
                "title", section.title(),
                "anchor", section.anchor(),
                "blocks", section.blocks().stream().map(PageTemplate::block).toList());
    }

    private static Map<String, Object> block(HtmlPage.Block block) {
        Map<String, Object> model = new HashMap<>(block.content());
        model.put("kind", block.kind());
        model.computeIfPresent("table", (name, table) -> table((ReportTable) table));
        model.computeIfPresent("ranking", (name, ranking) -> RankingModel.of((Ranking) ranking));
        return model;
    }

    private static Map<String, Object> table(ReportTable table) {
        return Map.of(
                "header", table.header(),
                "rows", table.rows(),
                "texts", table.header().size() - table.numbers(),
                "csv", table.csv().orElse(""),
                "details", table.details());
    }

    private static Map<String, Object> figure(Figure figure, boolean drawn) {
        return Map.of(
                "id", figure.id(),
                "title", figure.title(),
                "caption", figure.caption(),
                "files", drawn && !figure.isOfImages());
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_35);
        configuration.setClassForTemplateLoading(PageTemplate.class, "");
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        return configuration;
    }

    private static String resource(String name) {
        try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String hash(String script) {
        byte[] digest = Sha256.newDigest().digest(script.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
