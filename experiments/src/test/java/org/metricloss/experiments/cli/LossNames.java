package org.metricloss.experiments.cli;

import org.metricloss.core.loss.LossProvider;
import org.metricloss.experiments.file.OneLine;

/** The names of all losses on the class path, as messages list them: a new loss must not break tests of messages. */
public final class LossNames {
    private LossNames() {}

    /**
     * {@return the message with the word LOSSES replaced by the losses that there are}
     *
     * @param message what a test expects
     */
    public static String in(String message) {
        return message.replace(
                "LOSSES",
                OneLine.list(
                        LossProvider.all().all().stream().map(LossProvider::id).toList()));
    }
}
