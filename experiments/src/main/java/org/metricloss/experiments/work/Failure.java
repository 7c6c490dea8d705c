package org.metricloss.experiments.work;

import java.util.Locale;
import java.util.Map;
import org.metricloss.results.record.TrialStatus;

/**
 * The failure of an item in a worker process.
 *
 * @param status how the item is recorded
 * @param reason why, in one line
 */
record Failure(TrialStatus status, String reason) {
    /** Shells and Java report a signal as this number plus the signal's. */
    private static final int SIGNALS = 128;

    private static final Map<Integer, String> SIGNAL_NAMES = Map.of(
            1, "SIGHUP", 2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV",
            15, "SIGTERM");

    /** The process ended before its item did. */
    static Failure died(int exitCode, String lastLines) {
        int signal = exitCode - SIGNALS;
        String how = SIGNAL_NAMES.containsKey(signal)
                ? "was ended by signal %s (%s)".formatted(signal, SIGNAL_NAMES.get(signal))
                : "ended with exit code " + exitCode;
        return failed("its process " + how, lastLines);
    }

    /** The process sent no message for longer than the limit. */
    static Failure hung(long seconds, String lastLines) {
        return failed("its process sent no message for %s s and was stopped".formatted(seconds), lastLines);
    }

    /** The process sent something that is not a valid message. */
    static Failure invalidMessage(String what, String lastLines) {
        return failed("its process sent an invalid message and was stopped: " + what, lastLines);
    }

    /** The process held more memory than the limit. */
    static Failure tooLarge(long bytes, long limit) {
        return new Failure(
                TrialStatus.OUT_OF_MEMORY,
                String.format(
                        Locale.ROOT,
                        "its process held %d MiB, more than the limit of %d MiB, and was stopped",
                        bytes >> 20,
                        limit >> 20));
    }

    /** The process took longer than its item may. */
    static Failure tookTooLong(double seconds) {
        return new Failure(
                TrialStatus.TIMED_OUT,
                String.format(Locale.ROOT, "it took more than the limit of %.0f s and was stopped", seconds));
    }

    private static Failure failed(String what, String lastLines) {
        return new Failure(TrialStatus.FAILED, lastLines.isEmpty() ? what : what + "; its last lines: " + lastLines);
    }
}
