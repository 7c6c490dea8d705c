package org.metricloss.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CausesTest {
    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of(new IOException("Stream is closed"), "Stream is closed"),
                Arguments.of(new UncheckedIOException(new IOException("Stream is closed")), "Stream is closed"),
                Arguments.of(new IOException(), "input or output failed"),
                Arguments.of(new IllegalStateException("\n first line \nsecond line"), "first line"),
                Arguments.of(new FileSystemException("a.npy", null, "No space left"), "a.npy: No space left"),
                Arguments.of(new FileAlreadyExistsException("a folder"), "a folder exists and is not a folder"),
                Arguments.of(new AccessDeniedException("a.npy"), "permission denied for a.npy"),
                Arguments.of(new NoSuchFileException("a.npy"), "a.npy or its folder does not exist"),
                Arguments.of(new DirectoryNotEmptyException("a"), "directory not empty: a"),
                Arguments.of(new UnknownHostException("example.org"), "unknown host: example.org"),
                Arguments.of(new EOFException(), "it ends too early"),
                Arguments.of(new EOFException("Unexpected end of stream"), "Unexpected end of stream"),
                Arguments.of(new OutOfMemoryError(), "out of memory"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void causeIsAFewWordsOnOneLine(Throwable thrown, String words) {
        assertThat(Causes.inWords(thrown)).isEqualTo(words);
    }
}
