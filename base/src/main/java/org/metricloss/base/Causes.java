package org.metricloss.base;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts the cause of a failure into words, for a message to the user. */
public final class Causes {
    private Causes() {}

    /**
     * {@return the cause, in a few words on one line: the first line of the throwable's message if that is a phrase; otherwise its
     * type in words, followed by the message if there is one}
     *
     * @param thrown what Java or a library threw
     */
    public static String inWords(Throwable thrown) {
        if (thrown instanceof UncheckedIOException unchecked) {
            return inWords(unchecked.getCause());
        }
        if (thrown instanceof FileSystemException refused && refused.getReason() == null) {
            return inWords(refused);
        }
        Optional<String> message = Stream.ofNullable(thrown.getMessage())
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst();
        if (message.isEmpty()) {
            return thrown instanceof EOFException ? "it ends too early" : type(thrown);
        }
        return message.get().contains(" ") ? message.get() : type(thrown) + ": " + message.get();
    }

    /** These have the name of a file as their whole message. */
    private static String inWords(FileSystemException refused) {
        if (refused instanceof FileAlreadyExistsException) {
            return refused.getFile() + " exists and is not a folder";
        }
        if (refused instanceof AccessDeniedException) {
            return "permission denied for " + refused.getFile();
        }
        if (refused instanceof NoSuchFileException) {
            return refused.getFile() + " or its folder does not exist";
        }
        return type(refused) + ": " + refused.getFile();
    }

    /** {@return a type's name in words, such as "unknown host"} */
    private static String type(Throwable thrown) {
        if (thrown.getClass() == IOException.class) {
            return "input or output failed";
        }
        return thrown.getClass()
                .getSimpleName()
                .replaceAll("(?:Exception|Error)$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
