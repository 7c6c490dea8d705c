package org.metricloss.results.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Headless Chromium in a process of its own, with an empty profile. */
public final class Browser implements AutoCloseable {
    /** The variable that names Chromium's executable. Where it is set, a browser that cannot be started is a failure. */
    public static final String VARIABLE = "METRICLOSS_CHROMIUM";

    /** No test waits so long for anything that works, however slow the machine is. */
    static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final DevTools tools;

    private Browser(Process process, DevTools tools) {
        this.process = process;
        this.tools = tools;
    }

    /**
     * Starts the browser that {@link #VARIABLE} names, or one on the path; skips the test where there is none.
     *
     * @param profile a folder of its own
     */
    public static Browser start(Path profile) {
        Optional<Path> executable = executable();
        assumeTrue(
                executable.isPresent(),
                VARIABLE + " is not set and there is no Chromium on the path: pages are not tested in a browser");
        List<String> command = new ArrayList<>(List.of(
                executable.get().toString(),
                "--headless",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                // As root and in containers there is no sandbox; what is opened are this project's own pages.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1300,1000",
                "about:blank"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(profile.resolve("chromium.log").toFile())
                    .start();
            try {
                return new Browser(process, DevTools.connect(address(process, profile)));
            } catch (IOException | RuntimeException | AssertionError failed) {
                process.destroyForcibly();
                throw failed;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Opens a file in a tab of its own and waits until it is loaded and its figures are drawn. */
    public Tab open(Path file) {
        Tab tab = Tab.open(tools, file.toUri().toString());
        tab.await("!document.querySelector('figure[data-figure]:not([data-drawn])')");
        return tab;
    }

    @Override
    public void close() {
        // Asked to, it ends in order and removes its links.
        tools.call("", "Browser.close");
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            tools.close();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Path> executable() {
        String named = System.getenv(VARIABLE);
        if (named != null && !named.isBlank()) {
            assertThat(Path.of(named)).as(VARIABLE).isExecutable();
            return Optional.of(Path.of(named));
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Chromium writes its port and the path of its socket into its profile. */
    private static String address(Process process, Path profile) throws IOException {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() >= 2) {
                    return "ws://127.0.0.1:" + lines.get(0) + lines.get(1);
                }
            }
            pause();
        }
        throw new AssertionError("Chromium did not start: " + Files.readString(profile.resolve("chromium.log")));
    }

    static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
