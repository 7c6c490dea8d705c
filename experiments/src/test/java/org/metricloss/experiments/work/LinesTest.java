package org.metricloss.experiments.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.experiments.work.Lines.InvalidMessageException;

class LinesTest {
    private static final Message STEPS = new Message.Steps("größe.djl.seed-1", 12, Double.NaN);

    private static byte[] written(Message message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Lines.write(out, message);
        return out.toByteArray();
    }

    private static List<Message> read(byte[] bytes) throws InvalidMessageException {
        List<Message> messages = new ArrayList<>();
        for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
            Lines.read(line).ifPresent(messages::add);
        }
        return messages;
    }

    static Stream<Message> messages() {
        return Stream.of(
                new Message.Work("a.djl.seed-1", true, false, List.of("its process ended with exit code 7")),
                new Message.Ready(Message.PROTOCOL),
                STEPS,
                new Message.Done("a", true),
                new Message.Stopped("cannot write \"x\"\nno space left"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageIsReadAsItWasWritten(Message message) throws Exception {
        assertThat(read(written(message))).containsExactly(message);
    }

    @Test
    void whatElseIsPrintedIntoTheStreamHidesNoMessage() throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write("a line\nhalf a line".getBytes(StandardCharsets.UTF_8));
        stream.write(written(STEPS));
        stream.write(new byte[] {(byte) 0xff, 0, 7, 13});
        stream.write(written(new Message.Done("a", true)));
        stream.write("@metricloss".getBytes(StandardCharsets.UTF_8));
        assertThat(read(stream.toByteArray())).containsExactly(STEPS, new Message.Done("a", true));
    }

    @Test
    void messagesAreShorterThanWhatAPipeTakesAtOnce() throws IOException {
        assertThat(written(new Message.Steps("x".repeat(150), Long.MAX_VALUE, Math.PI)).length)
                .isBetween(200, 4096);
    }

    @Test
    void changedMessageIsInvalid() throws IOException {
        String line = new String(written(new Message.Done("a", true)), StandardCharsets.UTF_8).strip();
        assertThatThrownBy(() -> Lines.read(line.replace("\"a\"", "\"b\"")))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageStartingWith("a message whose checksum is wrong: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "00000000 {}"})
    void markWithoutAMessageIsInvalid(String rest) {
        assertThatThrownBy(() -> Lines.read("@metricloss-worker " + rest))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("a message whose checksum is wrong: @metricloss-worker " + rest);
    }

    @Test
    void checksumOfWhatIsNoMessageIsNotEnough() {
        assertThatThrownBy(() -> Lines.read("@metricloss-worker a3a6bf43 {}"))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("not a message: @metricloss-worker a3a6bf43 {}");
    }
}
