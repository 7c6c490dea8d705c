package org.metricloss.datasets;

import java.io.IOException;
import org.metricloss.base.Causes;

/** Downloaded bytes could not be written to this machine, so another mirror would not help. */
final class LocalWriteException extends IOException {
    private static final long serialVersionUID = 1L;

    LocalWriteException(IOException cause) {
        super(Causes.inWords(cause), cause);
    }
}
