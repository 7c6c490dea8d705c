package org.metricloss.results.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;

/** Draws text in figures: one printable line, cut to the available width. */
final class Words {
    /** The context is fixed, so that SVG and PNG have the same layout. */
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private static final String ELLIPSIS = "...";

    private Words() {}

    /**
     * Returns the printable form of a name: characters that are not allowed in XML or on one line become question
     * marks.
     */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.SURROGATE
                                || (c & 0xFFFE) == 0xFFFE
                        ? '?'
                        : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    static double width(Font font, String text) {
        return font.getStringBounds(text, CONTEXT).getWidth();
    }

    /** Returns the text, cut at its end if it is too wide. */
    static String fitting(Font font, String text, double widest) {
        String shown = printable(text);
        if (width(font, shown) <= widest) {
            return shown;
        }
        int length = shown.codePointCount(0, shown.length());
        while (length > 0 && width(font, shown.substring(0, shown.offsetByCodePoints(0, length)) + ELLIPSIS) > widest) {
            length--;
        }
        return shown.substring(0, shown.offsetByCodePoints(0, length)) + ELLIPSIS;
    }

    static void left(Graphics2D g, Font font, String text, double x, double baseline, double widest) {
        if (text.isEmpty()) {
            return;
        }
        g.setFont(font);
        g.drawString(fitting(font, text, widest), (float) x, (float) baseline);
    }

    static void centered(Graphics2D g, Font font, String text, double middle, double baseline, double widest) {
        if (text.isEmpty()) {
            return;
        }
        String shown = fitting(font, text, widest);
        g.setFont(font);
        g.drawString(shown, (float) (middle - width(font, shown) / 2), (float) baseline);
    }
}
