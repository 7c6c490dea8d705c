package org.metricloss.results.chart;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the SVG of VectorGraphics2D smaller, accessible to screen readers, and free of external references. */
final class SvgText {
    private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE[^>]*>\\s*");
    private static final Pattern ROOT = Pattern.compile("<svg [^>]*>");
    private static final Pattern FONT = Pattern.compile("font-family:&quot;[^&]*&quot;");
    private static final Pattern GEOMETRY =
            Pattern.compile(" (?:d|x|y|x1|x2|y1|y2|cx|cy|rx|ry|width|height|transform)=\"[^\"]*\"");
    private static final Pattern LONG_FRACTION = Pattern.compile("(\\.[0-9]{2})[0-9]++(?!E)");
    private static final Pattern INDENT = Pattern.compile("\n +");

    private SvgText() {}

    static byte[] tidy(ByteArrayOutputStream svg, String title, String description) {
        String text = svg.toString(StandardCharsets.UTF_8);
        text = DOCTYPE.matcher(text).replaceFirst("");
        text = FONT.matcher(text).replaceAll("font-family:sans-serif");
        // Differences below a hundredth of a pixel are not visible.
        text = GEOMETRY.matcher(text).replaceAll(found -> Matcher.quoteReplacement(rounded(found)));
        text = INDENT.matcher(text).replaceAll("\n");
        text = ROOT.matcher(text)
                .replaceFirst(root -> Matcher.quoteReplacement(root.group().replace("<svg ", "<svg role=\"img\" ")
                        + "\n<title>" + escape(title) + "</title>\n<desc>" + escape(description) + "</desc>"));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String rounded(MatchResult attribute) {
        return LONG_FRACTION.matcher(attribute.group()).replaceAll("$1");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
