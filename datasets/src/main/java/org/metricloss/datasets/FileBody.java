package org.metricloss.datasets;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Writes the body of an HTTP response to a file as it arrives, and records when the last bytes arrived. */
final class FileBody implements HttpResponse.BodySubscriber<Void> {
    private final FileChannel channel;
    private final long maxBytes;
    private final DownloadProgress.Display display;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private Flow.Subscription subscription;
    private long total = -1;
    private volatile boolean begun;
    private volatile long position;
    private volatile long progressNanos = System.nanoTime();

    FileBody(FileChannel channel, long maxBytes, DownloadProgress.Display display) {
        this.channel = channel;
        this.maxBytes = maxBytes;
        this.display = display;
    }

    /**
     * @param start the position of the first byte in the file; the file is truncated there
     * @param length the number of bytes to come, or -1 if unknown
     */
    FileBody from(long start, long length) {
        position = start;
        total = length < 0 ? -1 : start + length;
        begun = true;
        return this;
    }

    /** {@return whether the response had a body for the file} */
    boolean begun() {
        return begun;
    }

    /** {@return the number of bytes of the file that were received} */
    long position() {
        return position;
    }

    long nanosSinceProgress() {
        return System.nanoTime() - progressNanos;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription opened) {
        subscription = opened;
        try {
            channel.truncate(position);
        } catch (IOException e) {
            fail(new LocalWriteException(e));
            return;
        }
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                if (position + buffer.remaining() > maxBytes) {
                    fail(new IOException("more than " + maxBytes + " bytes"));
                    return;
                }
                while (buffer.hasRemaining()) {
                    position += channel.write(buffer, position);
                }
            }
        } catch (IOException e) {
            fail(new LocalWriteException(e));
            return;
        }
        progressNanos = System.nanoTime();
        display.arrived(position, total);
        subscription.request(1);
    }

    @Override
    public void onError(Throwable problem) {
        end.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }

    private void fail(IOException problem) {
        subscription.cancel();
        end.completeExceptionally(problem);
    }
}
