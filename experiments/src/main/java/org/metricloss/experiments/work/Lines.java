package org.metricloss.experiments.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Messages as lines among other lines: a mark, a checksum and JSON. Each message is written at once and begins on a new
 * line. All other output to the same stream, including that of native code, therefore remains lines without the mark.
 */
final class Lines {
    private static final String MARK = "@metricloss-worker ";
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Thrown if a line has the mark but is not a valid message. */
    static final class InvalidMessageException extends Exception {
        private static final long serialVersionUID = 1;

        InvalidMessageException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private Lines() {}

    static void write(OutputStream out, Message message) throws IOException {
        String json = MAPPER.writerFor(Message.class).writeValueAsString(message);
        // A single write of less than 4,096 bytes to a pipe is atomic: no other output can split it.
        out.write(("\n" + MARK + checksum(json) + " " + json + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /**
     * {@return the message; empty if the line has no mark}
     *
     * @param line a line without its line break
     * @throws InvalidMessageException if it has the mark but is not a valid message
     */
    static Optional<Message> read(String line) throws InvalidMessageException {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        String[] parts = line.substring(MARK.length()).split(" ", 2);
        if (parts.length < 2 || !parts[0].equals(checksum(parts[1]))) {
            throw new InvalidMessageException("a message whose checksum is wrong: " + line, null);
        }
        try {
            return Optional.of(MAPPER.readValue(parts[1], Message.class));
        } catch (JsonProcessingException unknown) {
            throw new InvalidMessageException("not a message: " + line, unknown);
        }
    }

    private static String checksum(String json) {
        CRC32 crc = new CRC32();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
