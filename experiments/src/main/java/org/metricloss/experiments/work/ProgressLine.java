package org.metricloss.experiments.work;

import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One line per item on the terminal, with rate and remaining time. */
public final class ProgressLine implements Progress {
    /** The value that the progress bar interprets as an unknown length. */
    private static final long INDEFINITE = -1;

    private Optional<ProgressBar> bar = Optional.empty();

    /** {@return progress on the terminal; {@link #QUIET} if there is no terminal} */
    public static Progress onTerminal() {
        return isOnTerminal() ? new ProgressLine() : QUIET;
    }

    /** {@return whether a user at a terminal sees what is printed} */
    public static boolean isOnTerminal() {
        return System.console() != null;
    }

    @Override
    public void trialStarted(String id, int number, int trials, long steps) {
        bar = Optional.of(new ProgressBarBuilder()
                .setTaskName("%s/%s %s".formatted(number, trials, id))
                .setInitialMax(steps == UNKNOWN ? INDEFINITE : steps)
                .setUnit(" steps", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .setUpdateIntervalMillis(500)
                .build());
    }

    @Override
    public void stepDone(double loss) {
        bar.ifPresent(line -> {
            line.step();
            line.setExtraMessage(String.format(Locale.ROOT, " loss %.4f", loss));
        });
    }

    @Override
    public void trialEnded() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }
}
