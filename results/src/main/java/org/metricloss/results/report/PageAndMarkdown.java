package org.metricloss.results.report;

import java.util.List;
import org.metricloss.results.figure.Figure;
import org.metricloss.results.table.ReportTable;

/** Writes a page and the Markdown with the same figures in one pass, so that embeddings are read only once. */
record PageAndMarkdown(HtmlPage page, Markdown markdown) implements ReportWriter {
    @Override
    public PageAndMarkdown heading(int level, String title) {
        page.heading(level, title);
        markdown.heading(level, title);
        return this;
    }

    @Override
    public PageAndMarkdown paragraph(String plain) {
        page.paragraph(plain);
        markdown.paragraph(plain);
        return this;
    }

    @Override
    public PageAndMarkdown subtitle(String plain) {
        page.subtitle(plain);
        markdown.subtitle(plain);
        return this;
    }

    @Override
    public PageAndMarkdown explanation(String brief, String more) {
        page.explanation(brief, more);
        markdown.explanation(brief, more);
        return this;
    }

    @Override
    public PageAndMarkdown answer(String plain) {
        page.answer(plain);
        markdown.answer(plain);
        return this;
    }

    @Override
    public PageAndMarkdown ranking(Ranking ranking) {
        page.ranking(ranking);
        markdown.ranking(ranking);
        return this;
    }

    @Override
    public PageAndMarkdown list(List<String> items) {
        page.list(items);
        markdown.list(items);
        return this;
    }

    @Override
    public PageAndMarkdown table(ReportTable table) {
        page.table(table);
        markdown.table(table);
        return this;
    }

    @Override
    public PageAndMarkdown records(ReportTable table) {
        page.records(table);
        markdown.records(table);
        return this;
    }

    @Override
    public PageAndMarkdown onRequest(String summary, ReportTable table) {
        page.onRequest(summary, table);
        markdown.onRequest(summary, table);
        return this;
    }

    @Override
    public PageAndMarkdown code(String verbatim) {
        page.code(verbatim);
        markdown.code(verbatim);
        return this;
    }

    @Override
    public boolean showsFigures() {
        return true;
    }

    @Override
    public PageAndMarkdown figure(Figure figure) {
        page.figure(figure);
        markdown.figure(figure);
        return this;
    }
}
