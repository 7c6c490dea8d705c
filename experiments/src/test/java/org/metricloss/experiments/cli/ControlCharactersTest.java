package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;

class ControlCharactersTest {
    @Test
    void namesInMessagesOfLoggersAreShownToo() {
        Handler handler = new StreamHandler(System.err, new SimpleFormatter());
        Logger logger = Logger.getAnonymousLogger();
        logger.addHandler(handler);
        ControlCharacters.showInMessagesOf(logger);
        assertThat(handler.getFormatter().format(new LogRecord(Level.WARNING, "left out: \u001b[31m\u202e")))
                .contains("left out: \\x1b[31m\\u202e")
                .doesNotContain("\u001b");
    }
}
