package org.metricloss.experiments.cli;

import java.util.Optional;
import java.util.function.IntConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.metricloss.experiments.work.ProgressLine;

/** A progress bar that counts inputs; it is shown only on a terminal. */
final class InputProgress implements IntConsumer, AutoCloseable {
    private final Optional<ProgressBar> bar;

    InputProgress(String task, int inputs) {
        this.bar = ProgressLine.isOnTerminal()
                ? Optional.of(new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(inputs)
                        .setStyle(ProgressBarStyle.ASCII)
                        .showSpeed()
                        .setUpdateIntervalMillis(500)
                        .build())
                : Optional.empty();
    }

    @Override
    public void accept(int done) {
        bar.ifPresent(line -> line.stepBy(done));
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
