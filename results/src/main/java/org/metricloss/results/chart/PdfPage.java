package org.metricloss.results.chart;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.Graphics2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * A drawing as a PDF of one page without margins. Text becomes outlines, so the file needs no fonts and looks the same everywhere.
 */
final class PdfPage {
    private PdfPage() {}

    /**
     * {@return the file; the same drawing gives the same bytes}
     *
     * @param title the document's title
     * @param width the width in points
     * @param height the height in points
     * @param paint paints the page
     */
    static byte[] of(String title, int width, int height, Consumer<Graphics2D> paint) {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            // Otherwise the id depends on the time.
            document.setDocumentId(0L);
            document.getDocumentInformation().setTitle(Words.printable(title));
            PDPage page = new PDPage(new PDRectangle(width, height));
            document.addPage(page);
            PdfBoxGraphics2D g = new PdfBoxGraphics2D(document, width, height);
            paint.accept(g);
            g.dispose();
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawForm(g.getXFormObject());
            }
            document.save(out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }
}
