package org.metricloss.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory that is as small, or as read-only, as a test wants it. Needs root; elsewhere tests are skipped. */
public final class Mounts implements AutoCloseable {
    private final Path folder;

    private Mounts(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts a file system in memory, or skips the test.
     *
     * @param folder where; made where it is not there
     * @param options of mount, such as {@code size=1m}
     * @return what is mounted; unmounted when it is closed
     */
    public static Mounts tmpfs(Path folder, String options) throws Exception {
        Files.createDirectories(folder);
        Assumptions.assumeTrue(
                mount("-t", "tmpfs", "-o", options, "tmpfs", folder.toString()),
                "skipped: a small file system in memory cannot be mounted here (that needs Linux and root)");
        return new Mounts(folder);
    }

    /** @param options what is to change, such as {@code ro} */
    public void remount(String options) throws Exception {
        Assumptions.assumeTrue(mount("-o", "remount," + options, folder.toString()), "skipped: cannot remount");
    }

    private static boolean mount(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(arguments));
        try {
            Process mount =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            mount.getInputStream().readAllBytes();
            return mount.waitFor() == 0;
        } catch (IOException noMount) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            // A process that has just ended may keep it busy for a moment.
            for (int attempt = 0; attempt < 50; attempt++) {
                if (new ProcessBuilder("umount", folder.toString()).start().waitFor() == 0) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("cannot unmount " + folder);
    }
}
