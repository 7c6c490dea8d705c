package org.metricloss.formats;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A moment during the writing of a file at which the process halts as if it were killed, for tests of the state after a
 * crash. The system property {@value #PROPERTY} selects it in the form {@code <moment>:<regular expression of the
 * file's path>}; without the property nothing happens.
 */
final class HaltPoint {
    static final String PROPERTY = "metricloss.halt";

    /** The exit code of a process that was killed by signal 9, as shells report it. */
    private static final int KILLED = 137;

    private static final Optional<HaltPoint> CHOSEN =
            Optional.ofNullable(System.getProperty(PROPERTY)).map(HaltPoint::of);

    /** The moments, in order. */
    enum Moment {
        /** The temporary file holds half of the content. */
        HALF_WRITTEN,
        /** The temporary file holds the whole content, which may not be on the disk yet. */
        WRITTEN,
        /** The content is on the disk, under the temporary name. */
        FORCED,
        /** The file has its final name, which may not be on the disk yet. */
        NAMED,
        /** A growing file holds half of the added content. */
        HALF_ADDED
    }

    private final Moment moment;
    private final Pattern file;

    private HaltPoint(Moment moment, Pattern file) {
        this.moment = moment;
        this.file = file;
    }

    private static HaltPoint of(String text) {
        int colon = text.indexOf(':');
        return new HaltPoint(Moment.valueOf(text.substring(0, colon)), Pattern.compile(text.substring(colon + 1)));
    }

    /** Halts if the property names this moment and this file. */
    static void at(Moment moment, Path file) {
        if (matches(moment, file)) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    /** Cuts the file in half and halts, if the property names this file's {@link Moment#HALF_WRITTEN}. */
    static void halfWritten(FileChannel temporary, Path file) throws IOException {
        if (matches(Moment.HALF_WRITTEN, file)) {
            temporary.truncate(temporary.size() / 2);
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private static boolean matches(Moment moment, Path file) {
        return CHOSEN.filter(point -> point.moment == moment
                        && point.file
                                .matcher(file.toString().replace('\\', '/'))
                                .find())
                .isPresent();
    }
}
