package org.metricloss.datasets;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows the progress of a download. */
interface DownloadProgress {
    /** One transfer on display. */
    interface Display extends AutoCloseable {
        /**
         * Reports the bytes that have arrived. Called from the transfer's thread.
         *
         * @param bytes the number of bytes that have arrived
         * @param total the total number of bytes, or -1 if the mirror does not state it
         */
        void arrived(long bytes, long total);

        @Override
        void close();
    }

    /** {@return a display for one transfer of a file} */
    Display start(String file);

    /** {@return a progress bar on a terminal; no display if the output is redirected} */
    static DownloadProgress forConsole() {
        return System.console() == null ? silent() : file -> new Bar(file, System.err);
    }

    static DownloadProgress silent() {
        return file -> new Display() {
            @Override
            public void arrived(long bytes, long total) {}

            @Override
            public void close() {}
        };
    }

    /** A bar that counts in MiB. */
    final class Bar implements Display {
        private final ProgressBar bar;

        Bar(String file, PrintStream out) {
            bar = new ProgressBarBuilder()
                    .setConsumer(new ConsoleProgressBarConsumer(out))
                    .setTaskName(file)
                    .setUnit(" MiB", 1 << 20)
                    .setInitialMax(-1)
                    .build();
        }

        @Override
        public void arrived(long bytes, long total) {
            bar.maxHint(total);
            bar.stepTo(bytes);
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
