package org.metricloss.datasets;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.metricloss.formats.Sha256;

/**
 * Decodes images on all processors and writes their pixels in order. Only a few images are in memory at a time. If several
 * images cannot be decoded, the first of them is named.
 */
final class ParallelDecoder implements PixelFile.Content {
    /** The images that one thread decodes before it hands them over. */
    private static final int BLOCK = 8;

    private static final int BLOCKS_AHEAD_PER_THREAD = 3;

    private final String what;
    private final ImageDecoder decoder;
    private final EncodedImages images;

    /** @param what the data set, for the progress bar */
    ParallelDecoder(String what, ImageDecoder decoder, EncodedImages images) {
        this.what = what;
        this.decoder = decoder;
        this.images = images;
    }

    /** Some images: the contents of their files and their pixels. */
    private record Block(List<byte[]> contents, List<byte[]> pixels) {}

    @Override
    public String writeTo(OutputStream out) throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "metricloss-decoder");
            thread.setDaemon(true);
            return thread;
        });
        MessageDigest digest = Sha256.newDigest();
        try (Bar bar = new Bar(what, images.count())) {
            Queue<Future<Block>> ahead = new ArrayDeque<>();
            int next = 0;
            while (next < images.count() || !ahead.isEmpty()) {
                while (next < images.count() && ahead.size() < threads * BLOCKS_AHEAD_PER_THREAD) {
                    int from = next;
                    next = Math.min(images.count(), from + BLOCK);
                    int to = next;
                    ahead.add(pool.submit(() -> decode(from, to)));
                }
                Block block = result(ahead.remove());
                block.contents().forEach(digest::update);
                for (byte[] pixels : block.pixels()) {
                    out.write(pixels);
                }
                bar.step(block.pixels().size());
            }
        } finally {
            pool.shutdownNow();
        }
        return Sha256.hex(digest);
    }

    private Block decode(int from, int to) {
        Block block = new Block(new ArrayList<>(), new ArrayList<>());
        for (int image = from; image < to; image++) {
            byte[] content = images.content(image);
            block.contents().add(content);
            block.pixels().add(decoder.decode(content, images.name(image)));
        }
        return block;
    }

    private static Block result(Future<Block> decoded) {
        try {
            return decoded.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed.getCause() instanceof RuntimeException refused
                    ? refused
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatasetException("interrupted while images were decoded", interrupted);
        }
    }

    /** A progress bar on a terminal; nothing if the output is redirected. */
    private static final class Bar implements AutoCloseable {
        private final List<ProgressBar> bars = new ArrayList<>();

        Bar(String what, int images) {
            if (System.console() != null) {
                bars.add(new ProgressBarBuilder()
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .setTaskName("decoding " + what)
                        .setUnit(" images", 1)
                        .setInitialMax(images)
                        .build());
            }
        }

        void step(int images) {
            bars.forEach(bar -> bar.stepBy(images));
        }

        @Override
        public void close() {
            bars.forEach(ProgressBar::close);
        }
    }
}
