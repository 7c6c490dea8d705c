package org.metricloss.experiments.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Shows control characters instead of sending them to the terminal: names from files are printed, and an escape
 * sequence in a name could change the display of the terminal. Line breaks and tabs are not changed.
 */
final class ControlCharacters extends FilterWriter {
    ControlCharacters(Writer out) {
        super(out);
    }

    /** {@return the text with control characters as {@code \x1b}, and those that change the direction of text as &#92;u202e} */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.chars().forEach(each -> shown.append(shown((char) each)));
        return shown.toString();
    }

    private static String shown(char each) {
        boolean direction = each >= '\u202A' && each <= '\u202E' || each >= '\u2066' && each <= '\u2069';
        if (direction) {
            return String.format(Locale.ROOT, "\\u%04x", (int) each);
        }
        boolean passes = each == '\n' || each == '\r' || each == '\t' || !Character.isISOControl(each);
        return passes ? String.valueOf(each) : String.format(Locale.ROOT, "\\x%02x", (int) each);
    }

    /**
     * Shows them in the messages of loggers, too, which go to the terminal past this writer.
     *
     * @param root the logger whose handlers are changed
     */
    static void showInMessagesOf(Logger root) {
        for (Handler handler : root.getHandlers()) {
            Formatter plain = handler.getFormatter();
            handler.setFormatter(new Formatter() {
                @Override
                public String format(LogRecord record) {
                    return shown(plain.format(record));
                }
            });
        }
    }

    @Override
    public void write(int character) throws IOException {
        out.write(shown((char) character));
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        out.write(shown(new String(characters, offset, length)));
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        out.write(shown(text.substring(offset, offset + length)));
    }
}
