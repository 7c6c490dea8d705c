package org.metricloss.datasets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A mirror on this machine that answers well, badly or not at all, as a test asks for. */
final class MirrorServer implements AutoCloseable {
    /** How one path is answered. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    MirrorServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** {@return the address of a path, which starts with a slash} */
    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    void on(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** {@return every request so far as its path, and its range where it had one} */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Answers in full, or with the range asked for. */
    static Answer sending(byte[] content) {
        return exchange -> {
            int from = rangeStart(exchange).orElse(0);
            if (from > 0) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
            exchange.getResponseBody().write(content, from, content.length - from);
        };
    }

    /** Answers in full, whatever range is asked for. */
    static Answer ignoringRanges(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        };
    }

    static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /** Promises everything, sends a piece and hangs up. */
    static Answer breakingOffAfter(int bytes, byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, bytes);
            exchange.getResponseBody().flush();
        };
    }

    /** Sends a piece and then nothing, until the server is closed. */
    Answer stallingAfter(int bytes, byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, bytes);
            exchange.getResponseBody().flush();
            awaitClose();
        };
    }

    /** Sends a few bytes at a time, with pauses. */
    static Answer trickling(byte[] content, int pieces, long pauseMillis) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            OutputStream body = exchange.getResponseBody();
            for (int i = 0; i < pieces; i++) {
                int from = (int) ((long) content.length * i / pieces);
                int to = (int) ((long) content.length * (i + 1) / pieces);
                body.write(Arrays.copyOfRange(content, from, to));
                body.flush();
                pause(pauseMillis);
            }
        };
    }

    /** Sends zeros for as long as they are taken. */
    static Answer endless() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[1 << 16]);
            }
        };
    }

    /** One answer after the other; the last one stays. */
    static Answer inTurn(Answer... turns) {
        AtomicInteger next = new AtomicInteger();
        return exchange -> turns[Math.min(next.getAndIncrement(), turns.length - 1)].to(exchange);
    }

    private static Optional<Integer> rangeStart(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                .map(range -> Integer.valueOf(range.replace("bytes=", "").replace("-", "")));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path + rangeStart(exchange).map(from -> " from " + from).orElse(""));
        // Closing the exchange, not its body: a body that fell short is then seen as a broken connection.
        try (exchange) {
            answers.getOrDefault(path, status(404)).to(exchange);
        }
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
