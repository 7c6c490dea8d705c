package org.metricloss.results.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** A page in the browser. */
public final class Tab {
    private final DevTools tools;
    private final String session;

    private Tab(DevTools tools, String session) {
        this.tools = tools;
        this.session = session;
    }

    static Tab open(DevTools tools, String address) {
        String target = tools.call("", "Target.createTarget", "url", "about:blank")
                .get("targetId")
                .asText();
        String session = tools.call("", "Target.attachToTarget", "targetId", target, "flatten", true)
                .get("sessionId")
                .asText();
        Tab tab = new Tab(tools, session);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            tools.call(session, domain + ".enable");
        }
        int loadedBefore = tools.events(session, "Page.loadEventFired").size();
        tools.call(session, "Page.navigate", "url", address);
        long end = System.nanoTime() + Browser.PATIENCE.toNanos();
        while (tools.events(session, "Page.loadEventFired").size() == loadedBefore) {
            if (System.nanoTime() > end) {
                throw new AssertionError(address + " was not loaded");
            }
            Browser.pause();
        }
        return tab;
    }

    /** The value of a JavaScript expression: a number, text, a truth value, or a list or object of such. */
    public JsonNode evaluate(String expression) {
        JsonNode answer = tools.call(
                session, "Runtime.evaluate", "expression", expression, "returnByValue", true, "awaitPromise", true);
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.get("result").path("value");
    }

    /** Waits until a condition holds. */
    public void await(String condition) {
        long end = System.nanoTime() + Browser.PATIENCE.toNanos();
        while (!evaluate(condition).asBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never became true: " + condition);
            }
            Browser.pause();
        }
    }

    /** Scrolls to a figure and waits until all of its charts are drawn: those far from the screen are not. */
    public void show(String figure) {
        evaluate(figure + ".scrollIntoView({ behavior: 'instant' })");
        await("[..." + figure + ".querySelectorAll('.chart')].every((chart) => chart.querySelector('.main-svg'))");
    }

    /** Moves the pointer to the middle of the element that an expression yields, after scrolling to it. */
    public void hover(String element) {
        mouse("mouseMoved", "none", middle(element));
    }

    /** Presses and releases the left button in the middle of the element that an expression yields. */
    public void click(String element) {
        JsonNode at = middle(element);
        mouse("mouseMoved", "none", at);
        mouse("mousePressed", "left", at);
        mouse("mouseReleased", "left", at);
    }

    private JsonNode middle(String element) {
        return evaluate(
                "(() => { const e = " + element + "; e.scrollIntoView({ block: 'center', behavior: 'instant' });"
                        + " const r = e.getBoundingClientRect(); return { x: r.left + r.width / 2, y: r.top + r.height / 2 }; })()");
    }

    private void mouse(String type, String button, JsonNode at) {
        tools.call(
                session,
                "Input.dispatchMouseEvent",
                "type",
                type,
                "button",
                button,
                "clickCount",
                button.equals("none") ? 0 : 1,
                "x",
                at.get("x").asDouble(),
                "y",
                at.get("y").asDouble());
    }

    /** A text value. */
    public String text(String expression) {
        return evaluate(expression).asText();
    }

    /** A whole number. */
    public int count(String expression) {
        JsonNode value = evaluate(expression);
        if (!value.isInt()) {
            throw new AssertionError(expression + " is " + value + ", not a whole number");
        }
        return value.asInt();
    }

    /** The texts of all elements that a selector finds. */
    public List<String> texts(String selector) {
        JsonNode values =
                evaluate("[...document.querySelectorAll(" + quoted(selector) + ")].map((e) => e.textContent.trim())");
        return Stream.iterate(0, i -> i < values.size(), i -> i + 1)
                .map(i -> values.get(i).asText())
                .toList();
    }

    /** Presses and releases a key, such as {@code ArrowRight}, where the focus is. */
    public void press(String key) {
        int code = Map.of(
                        "ArrowLeft",
                        37,
                        "ArrowUp",
                        38,
                        "ArrowRight",
                        39,
                        "ArrowDown",
                        40,
                        "Enter",
                        13,
                        "Tab",
                        9,
                        "Escape",
                        27)
                .get(key);
        String text = key.equals("Enter") ? "\r" : "";
        tools.call(
                session,
                "Input.dispatchKeyEvent",
                "type",
                "keyDown",
                "key",
                key,
                "code",
                key,
                "windowsVirtualKeyCode",
                code,
                "text",
                text);
        tools.call(
                session,
                "Input.dispatchKeyEvent",
                "type",
                "keyUp",
                "key",
                key,
                "code",
                key,
                "windowsVirtualKeyCode",
                code);
    }

    /** Shows the page as another reader would: {@code media} is screen or print, {@code scheme} light or dark. */
    public void emulate(String media, String scheme, int width) {
        tools.call(
                session,
                "Emulation.setEmulatedMedia",
                "media",
                media,
                "features",
                List.of(Map.of("name", "prefers-color-scheme", "value", scheme)));
        tools.call(
                session,
                "Emulation.setDeviceMetricsOverride",
                "width",
                width,
                "height",
                1000,
                "deviceScaleFactor",
                1,
                "mobile",
                false);
    }

    /** What the page complained about: exceptions, errors and warnings on the console, refused resources. */
    public List<String> complaints() {
        return Stream.of(
                        tools.events(session, "Runtime.exceptionThrown").stream(),
                        tools.events(session, "Runtime.consoleAPICalled").stream()
                                .filter(call -> List.of("error", "warning", "assert")
                                        .contains(call.path("type").asText())),
                        tools.events(session, "Log.entryAdded").stream())
                .flatMap(complaints -> complaints)
                .map(JsonNode::toString)
                .toList();
    }

    /** The addresses of everything that was loaded, the page itself first. */
    public List<String> requests() {
        return tools.events(session, "Network.requestWillBeSent").stream()
                .map(event -> event.at("/request/url").asText())
                .toList();
    }

    /** Why loads were refused, such as {@code csp}, in order. */
    public List<String> refusals() {
        return tools.events(session, "Network.loadingFailed").stream()
                .map(event -> event.path("blockedReason").asText())
                .toList();
    }

    /** The part of the page that holds all elements that a selector finds, as PNG. */
    public byte[] screenshot(String selector) {
        JsonNode box = evaluate(
                "(() => { const all = [...document.querySelectorAll(" + quoted(selector)
                        + ")].map((e) => e.getBoundingClientRect()); const x = Math.min(...all.map((r) => r.left)),"
                        + " y = Math.min(...all.map((r) => r.top)); return { x: x + scrollX, y: y + scrollY,"
                        + " width: Math.max(...all.map((r) => r.right)) - x, height: Math.max(...all.map((r) => r.bottom)) - y }; })()");
        ObjectNode clip = box.deepCopy();
        clip.put("scale", 1);
        String data = tools.call(
                        session, "Page.captureScreenshot", "format", "png", "captureBeyondViewport", true, "clip", clip)
                .get("data")
                .asText();
        return Base64.getDecoder().decode(data);
    }

    /** The texts of the pages of A4 that the page takes on paper. */
    public List<String> printedPages() {
        String data = tools.call(session, "Page.printToPDF", "preferCSSPageSize", true)
                .get("data")
                .asText();
        try (PDDocument pdf = Loader.loadPDF(Base64.getDecoder().decode(data))) {
            List<String> pages = new ArrayList<>();
            for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                PDFTextStripper text = new PDFTextStripper();
                text.setStartPage(page);
                text.setEndPage(page);
                pages.add(text.getText(pdf));
            }
            return pages;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A text as a JavaScript literal. */
    public static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
