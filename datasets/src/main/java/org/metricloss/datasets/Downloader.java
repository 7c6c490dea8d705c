package org.metricloss.datasets;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.metricloss.base.Causes;

/**
 * Downloads a file once. The file appears under its name only after its content has been checked and written to the
 * disk. Several processes may therefore download it at the same time: each writes its own temporary file, and the last
 * to finish replaces a file of equal content.
 */
final class Downloader {
    /** Checks whether downloaded bytes are as expected. */
    @FunctionalInterface
    interface Check {
        /**
         * @param downloaded the file so far
         * @param name the file's name in messages
         * @throws DatasetException if the file is not as expected
         */
        void check(Path downloaded, String name);
    }

    private final DownloadLimits limits;
    private final DownloadProgress progress;

    Downloader(DownloadLimits limits, DownloadProgress progress) {
        this.limits = limits;
        this.progress = progress;
    }

    /**
     * Downloads from the first mirror whose file passes the check.
     *
     * @param addresses the addresses of the file, in the order in which they are tried; at least one
     * @param target the file to create; its folder is created when needed
     * @param check the check that its content must pass
     * @throws DatasetException if no mirror provides the file (the message names the failure of each), or the folder
     *     cannot be written
     */
    void fetch(List<URI> addresses, Path target, Check check) {
        Path partial = createBeside(target);
        try {
            List<String> failures = new ArrayList<>();
            HttpClient client = client();
            for (URI address : addresses) {
                try {
                    fetch(client, address, partial, check);
                    publish(partial, target);
                    return;
                } catch (MirrorException e) {
                    failures.add(address + " (" + e.getMessage() + ")");
                }
            }
            throw new DatasetException("cannot download " + target.getFileName() + ": " + String.join("; ", failures)
                    + "; name the folder that holds it with 'dir' or " + DataLocations.DATA_VARIABLE);
        } finally {
            deleteIfThere(partial);
        }
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(ProxySelector.getDefault())
                .build();
    }

    /** Resumes an interrupted transfer as long as each attempt receives new bytes. */
    private void fetch(HttpClient client, URI address, Path partial, Check check) throws MirrorException {
        Transfer transfer = new Transfer(client, address, partial, limits, progress);
        for (int attempt = 1; ; attempt++) {
            try {
                transfer.attempt();
            } catch (BrokenOffException e) {
                if (attempt < limits.attempts() && e.anythingNew()) {
                    continue;
                }
                throw e;
            }
            try {
                check.check(partial, "what was received");
                return;
            } catch (DatasetException e) {
                // The parts may come from two versions of the file. Only a transfer in one attempt shows what the
                // mirror has.
                if (attempt < limits.attempts() && transfer.wasResumed()) {
                    transfer.startAnew();
                    continue;
                }
                throw new MirrorException(e.getMessage(), e);
            }
        }
    }

    private static Path createBeside(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            // This is not a temporary file of the JDK, because other users of a shared cache could not read that after
            // it is renamed.
            return Files.createFile(folder.resolve(target.getFileName() + "." + UUID.randomUUID() + ".part"));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static void publish(Path partial, Path target) {
        try {
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(target.toAbsolutePath().getParent(), e);
        }
    }

    private static void deleteIfThere(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw unwritable(partial.getParent(), e);
        }
    }

    static DatasetException unwritable(Path folder, IOException cause) {
        return new DatasetException(
                "cannot write to the cache folder " + folder + " (" + Causes.inWords(cause) + "); "
                        + DataLocations.CACHE_VARIABLE + " can name another one",
                cause);
    }
}
