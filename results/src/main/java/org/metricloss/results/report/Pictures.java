package org.metricloss.results.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.metricloss.base.UserException;

/**
 * Reads the files from which a section's pictures are made. The picture of a damaged file is left out, and the report
 * is still written.
 */
public final class Pictures {
    private final List<String> unreadable = new ArrayList<>();

    /**
     * {@return the picture; empty if there is nothing to show, or a file cannot be read}
     *
     * @param picture reads the files and makes a picture
     */
    public <T> Optional<T> read(Supplier<Optional<T>> picture) {
        try {
            return picture.get();
        } catch (UserException damaged) {
            unreadable.add(damaged.getMessage());
            return Optional.empty();
        }
    }

    /** Writes which pictures are missing, if any are. */
    public void tellMissing(ReportWriter out) {
        if (!unreadable.isEmpty()) {
            out.paragraph("Not shown, since they cannot be read:");
            out.list(unreadable);
        }
    }

    /** {@return whether every picture could be read} */
    public boolean areAllThere() {
        return unreadable.isEmpty();
    }
}
