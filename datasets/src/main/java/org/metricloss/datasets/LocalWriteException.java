package org.metricloss.datasets;

import java.io.IOException;

/** A downloaded byte could not be written here: no mirror can help. */
final class LocalWriteException extends IOException {
    private static final long serialVersionUID = 1L;

    LocalWriteException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
