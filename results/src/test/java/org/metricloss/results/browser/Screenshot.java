package org.metricloss.results.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes a picture of a page, for looking at it and for the documents. Arguments: the page, the PNG file to write, the width of
 * the window in pixels, {@code light}, {@code dark} or {@code print}, and selectors of the elements that it shall hold, which may
 * be left out for the whole page.
 */
public final class Screenshot {
    private Screenshot() {}

    /** @param args as above */
    public static void main(String[] args) throws IOException {
        String scheme = args[3];
        Path profile = Files.createTempDirectory("screenshot");
        try (Browser browser = Browser.start(profile)) {
            Tab tab = browser.open(Path.of(args[0]).toAbsolutePath());
            tab.emulate(
                    scheme.equals("print") ? "print" : "screen",
                    scheme.equals("dark") ? "dark" : "light",
                    Integer.parseInt(args[2]));
            // Neither charts nor tables and images are drawn that are far from the screen.
            tab.evaluate(
                    "(async () => { for (const part of document.querySelectorAll('.plot, .scroll')) {"
                            + " part.scrollIntoView({ behavior: 'instant' });"
                            + " await new Promise((done) => setTimeout(() => done(true), 60)); } scrollTo(0, 0); return true; })()");
            tab.evaluate(
                    "document.querySelectorAll('.scroll').forEach((part) => { part.style.contentVisibility = 'visible'; });"
                            + " [...document.images].forEach((image) => { image.loading = 'eager'; });");
            // Figures are drawn again when their width has changed.
            tab.evaluate("new Promise((done) => setTimeout(() => done(true), 500))");
            Files.write(Path.of(args[1]), tab.screenshot(args.length > 4 ? args[4] : "body"));
            System.out.println(args[1] + ": " + Files.size(Path.of(args[1])) + " bytes");
        }
    }
}
