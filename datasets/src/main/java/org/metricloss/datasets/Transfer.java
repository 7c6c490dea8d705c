package org.metricloss.datasets;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.metricloss.base.Causes;

/** Downloads one file from one mirror in one or several attempts. Each attempt resumes where the last one ended. */
final class Transfer {
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final HttpClient client;
    private final URI address;
    private final Path file;
    private final DownloadLimits limits;
    private final DownloadProgress progress;

    private long have;
    private Optional<String> version = Optional.empty();
    private boolean resumed;

    Transfer(HttpClient client, URI address, Path file, DownloadLimits limits, DownloadProgress progress) {
        this.client = client;
        this.address = address;
        this.file = file;
        this.limits = limits;
        this.progress = progress;
    }

    /** {@return whether the file consists of the bytes of several attempts} */
    boolean wasResumed() {
        return resumed;
    }

    /** Discards what was received. */
    void startAnew() {
        have = 0;
        resumed = false;
        version = Optional.empty();
    }

    /**
     * Requests the missing bytes and waits until they are received.
     *
     * @throws BrokenOffException if the file is incomplete, but another attempt may help
     * @throws MirrorException if the mirror refuses
     */
    void attempt() throws MirrorException {
        long before = have;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                DownloadProgress.Display display = progress.start(name())) {
            FileBody body = new FileBody(channel, limits.maxBytes(), display);
            try {
                HttpResponse<Void> response = await(client.sendAsync(request(), info -> accept(info, body)), body);
                judge(response.statusCode(), body);
            } finally {
                // A failed transfer keeps what it wrote. If the mirror sent the file from its start, that may be less
                // than before.
                if (body.begun()) {
                    have = body.position();
                }
            }
        } catch (LocalWriteException e) {
            throw Downloader.unwritable(file.getParent(), e);
        } catch (IOException e) {
            throw new BrokenOffException(reason(e), have > before, e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException) {
            return "no connection";
        }
        return Causes.inWords(e);
    }

    private String name() {
        return Path.of(address.getPath()).getFileName().toString();
    }

    private HttpRequest request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept-Encoding", "identity");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
            version.ifPresent(tag -> request.header("If-Range", tag));
        }
        return request.build();
    }

    /** Decides from the head of the response where its body is written. */
    private HttpResponse.BodySubscriber<Void> accept(HttpResponse.ResponseInfo info, FileBody body) {
        long length = info.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (info.statusCode() == OK) {
            // This is also the response of a mirror that does not support ranges, or whose file has changed.
            resumed = false;
            version = info.headers().firstValue("ETag").filter(tag -> !tag.startsWith("W/"));
            return body.from(0, length);
        }
        boolean asAsked = info.headers()
                .firstValue("Content-Range")
                .filter(range -> range.startsWith("bytes " + have + "-"))
                .isPresent();
        if (info.statusCode() == PARTIAL_CONTENT && have > 0 && asAsked) {
            resumed = true;
            return body.from(have, length);
        }
        return HttpResponse.BodySubscribers.replacing(null);
    }

    private void judge(int status, FileBody body) throws MirrorException {
        if (body.begun()) {
            return;
        }
        if (have > 0 && (status == RANGE_NOT_SATISFIABLE || status == PARTIAL_CONTENT)) {
            startAnew();
            throw new BrokenOffException("HTTP " + status + " to a range", true, null);
        }
        throw new MirrorException("HTTP " + status);
    }

    /** Waits for the end of the transfer, but for the next bytes at most as long as the stall limit. */
    private <T> T await(CompletableFuture<T> transfer, FileBody body) throws IOException {
        Duration stall = limits.stall();
        while (true) {
            try {
                return transfer.get(Math.max(1, stall.toNanos() / 10), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (body.nanosSinceProgress() > stall.toNanos()) {
                    transfer.cancel(true);
                    throw new IOException("no data for " + stall.toMillis() + " ms", e);
                }
            } catch (ExecutionException e) {
                throw ioException(e.getCause());
            } catch (InterruptedException e) {
                transfer.cancel(true);
                Thread.currentThread().interrupt();
                throw new DatasetException("download of " + address + " was interrupted", e);
            }
        }
    }

    /** Finds the original exception, because the client may wrap an exception from writing the file. */
    private static IOException ioException(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof LocalWriteException local) {
                return local;
            }
        }
        return problem instanceof IOException io ? io : new IOException(problem);
    }
}
