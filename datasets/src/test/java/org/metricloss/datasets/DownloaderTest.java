package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.random.RandomStream;

@Timeout(60)
class DownloaderTest {
    /** Larger than the buffers between server and client, so that a piece of it is really only a piece. */
    private static final byte[] CONTENT = content(1, 600_000);

    private static final DownloadLimits LIMITS =
            new DownloadLimits(Duration.ofSeconds(5), Duration.ofMillis(1500), 4, 1_000_000);

    @TempDir
    private Path folder;

    private MirrorServer server;

    @BeforeEach
    void start() throws IOException {
        server = new MirrorServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] content(long seed, int bytes) {
        RandomStream random = RandomStream.of(seed, "content");
        byte[] content = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            content[i] = (byte) random.nextInt(256);
        }
        return content;
    }

    private Path target() {
        return folder.resolve("cache").resolve("set").resolve("file.gz");
    }

    private void fetch(URI... addresses) {
        new Downloader(LIMITS, DownloadProgress.silent()).fetch(List.of(addresses), target(), DownloaderTest::check);
    }

    private static void check(Path downloaded, String name) {
        try {
            if (!Arrays.equals(Files.readAllBytes(downloaded), CONTENT)) {
                throw new DatasetException(name + ": not the content");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private URI mirror(String path, MirrorServer.Answer answer) {
        server.on(path, answer);
        return server.address(path);
    }

    private URI good(String path) {
        return mirror(path, MirrorServer.sending(CONTENT));
    }

    private void assertOnlyTheTargetIsThere() throws IOException {
        assertThat(target()).hasBinaryContent(CONTENT);
        try (Stream<Path> files = Files.list(target().getParent())) {
            assertThat(files).containsExactly(target());
        }
    }

    @Test
    void fileAppearsUnderItsNameAndNothingElseIsLeft() throws IOException {
        fetch(good("/a"));
        assertOnlyTheTargetIsThere();
        assertThat(server.requests()).containsExactly("/a");
    }

    @Test
    void cachedFilesCanBeReadByOtherUsersAsTheUmaskSays() throws IOException {
        fetch(good("/a"));
        Path ordinary = Files.createFile(folder.resolve("ordinary"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target())))
                .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(ordinary)));
    }

    @Test
    void brokenTransfersGoOnWhereTheyBrokeOff() throws IOException {
        fetch(mirror(
                "/a",
                MirrorServer.inTurn(MirrorServer.breakingOffAfter(400_000, CONTENT), MirrorServer.sending(CONTENT))));
        assertOnlyTheTargetIsThere();
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(1)).matches("/a from [1-9][0-9]*");
    }

    @Test
    void mirrorsThatIgnoreRangesAreTakenFromTheStart() throws IOException {
        fetch(mirror(
                "/a",
                MirrorServer.inTurn(
                        MirrorServer.breakingOffAfter(400_000, CONTENT), MirrorServer.ignoringRanges(CONTENT))));
        assertOnlyTheTargetIsThere();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void mirrorsThatRefuseRangesAreAskedForTheWhole() throws IOException {
        fetch(mirror(
                "/a",
                MirrorServer.inTurn(
                        MirrorServer.breakingOffAfter(400_000, CONTENT),
                        MirrorServer.status(416),
                        MirrorServer.sending(CONTENT))));
        assertOnlyTheTargetIsThere();
        assertThat(server.requests()).hasSize(3).endsWith("/a");
    }

    @Test
    void piecesOfTwoVersionsAreNotKept() throws IOException {
        fetch(mirror(
                "/a",
                MirrorServer.inTurn(
                        MirrorServer.breakingOffAfter(400_000, content(2, 600_000)), MirrorServer.sending(CONTENT))));
        assertOnlyTheTargetIsThere();
        assertThat(server.requests()).hasSize(3).endsWith("/a");
    }

    @Test
    void slowMirrorsAreWaitedForAsLongAsSomethingComes() throws IOException {
        // Longer than the stall limit in all, shorter between two pieces.
        fetch(mirror("/a", MirrorServer.trickling(CONTENT, 8, 250)));
        assertOnlyTheTargetIsThere();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void mirrorsAreTriedInOrderUntilOneIsRight() throws IOException {
        byte[] wrong = content(3, 1000);
        fetch(
                mirror("/missing", MirrorServer.status(404)),
                mirror("/wrong", MirrorServer.sending(wrong)),
                mirror("/stalls", server.stallingAfter(0, CONTENT)),
                good("/good"),
                good("/unused"));
        assertOnlyTheTargetIsThere();
        assertThat(server.requests()).containsExactly("/missing", "/wrong", "/stalls", "/good");
    }

    @Test
    void theFinalMessageNamesWhatWentWrongAtEachMirrorInOneLine() throws IOException {
        URI closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/closed");
        }
        URI missing = mirror("/missing", MirrorServer.status(404));
        URI failing = mirror("/failing", MirrorServer.status(500));
        URI wrong = mirror("/wrong", MirrorServer.sending(content(3, 1000)));
        URI stalls = mirror("/stalls", server.stallingAfter(0, CONTENT));
        URI endless = mirror("/endless", MirrorServer.endless());
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> fetch(missing, failing, wrong, stalls, endless, closedPort))
                .withMessage("cannot download file.gz: " + missing + " (HTTP 404); " + failing + " (HTTP 500); " + wrong
                        + " (what was received: not the content); " + stalls + " (no data for 1500 ms); " + endless
                        + " (more than 1000000 bytes); " + closedPort + " (no connection)"
                        + "; name the folder that holds it with 'dir' or METRICLOSS_DATA");
        try (Stream<Path> files = Files.list(target().getParent())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void mirrorsThatAlwaysBreakOffAreGivenUp() {
        URI address = mirror("/a", MirrorServer.breakingOffAfter(300_000, CONTENT));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> fetch(address))
                .withMessageStartingWith("cannot download file.gz: " + address + " (");
        assertThat(server.requests().size()).isBetween(2, LIMITS.attempts());
    }

    @Test
    void aCacheThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file where a folder should be");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> fetch(good("/a")))
                .withMessageStartingWith("cannot write to the cache folder " + target().getParent() + " (")
                .withMessageEndingWith("METRICLOSS_CACHE can name another one");
        assertThat(server.requests()).isEmpty();
    }

    /** Root may write to read-only folders, but not to a read-only file system, which others cannot mount. */
    @Test
    void aReadOnlyCacheIsNamed() throws Exception {
        Path cache = Files.createDirectories(target().getParent());
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            if (Files.isWritable(cache)) {
                try (Mounts mount = Mounts.tmpfs(cache, "size=1m")) {
                    mount.remount("ro");
                    assertNotWritten(cache, "Read-only file system");
                }
            } else {
                assertNotWritten(cache, "permission denied for ");
            }
        } finally {
            Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private void assertNotWritten(Path cache, String reason) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> fetch(good("/a")))
                .withMessageStartingWith("cannot write to the cache folder " + cache + " (")
                .withMessageContaining(reason);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void downloadsAtTheSameTimeDoNotHarmEachOther() throws Exception {
        URI address = mirror("/a", MirrorServer.trickling(CONTENT, 4, 50));
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = Stream.generate(() -> new Thread(() -> fetch(address)))
                .limit(4)
                .peek(thread -> thread.setUncaughtExceptionHandler((t, e) -> {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertOnlyTheTargetIsThere();
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void interruptionEndsTheDownload() throws Exception {
        URI address = mirror("/a", server.stallingAfter(1000, CONTENT));
        Downloader patient = new Downloader(
                new DownloadLimits(Duration.ofSeconds(5), Duration.ofMinutes(5), 1, 1_000_000),
                DownloadProgress.silent());
        List<Throwable> failures = new ArrayList<>();
        Thread thread = new Thread(() -> patient.fetch(List.of(address), target(), DownloaderTest::check));
        thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
        thread.start();
        while (server.requests().isEmpty()) {
            Thread.sleep(10);
        }
        thread.interrupt();
        thread.join();
        assertThat(failures).singleElement().isInstanceOf(DatasetException.class);
        assertThat(failures.get(0)).hasMessage("download of " + address + " was interrupted");
    }

    @Test
    void theConsoleBarTakesKnownAndUnknownLengths() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DownloadProgress.Display bar = new DownloadProgress.Bar("file.gz", new PrintStream(out))) {
            bar.arrived(10 << 20, -1);
            bar.arrived(20 << 20, 40 << 20);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("file.gz", "20/40 MiB");
    }
}
