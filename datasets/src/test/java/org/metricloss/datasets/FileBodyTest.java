package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBodyTest {
    private static final Flow.Subscription UNLIMITED = new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    @TempDir
    private Path folder;

    private FileBody body(FileChannel channel) {
        return new FileBody(channel, 100, DownloadProgress.silent().start("x"));
    }

    @Test
    void whatLiesBehindTheStartIsDropped() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "abcdef");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileBody body = body(channel).from(2, 1);
            body.onSubscribe(UNLIMITED);
            body.onNext(List.of(ByteBuffer.wrap(new byte[] {'X'})));
            body.onComplete();
            assertThat(body.position()).isEqualTo(3);
            assertThat(body.getBody().toCompletableFuture()).isCompleted();
        }
        assertThat(file).hasContent("abX");
    }

    @Test
    void aDiskThatCannotBeWrittenIsNotTheMirrorsFault() throws IOException {
        FileChannel channel = FileChannel.open(Files.createFile(folder.resolve("x")), StandardOpenOption.WRITE);
        FileBody body = body(channel).from(0, 1);
        body.onSubscribe(UNLIMITED);
        channel.close();
        body.onNext(List.of(ByteBuffer.wrap(new byte[1])));
        assertThat(body.getBody().toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(LocalWriteException.class);
    }
}
