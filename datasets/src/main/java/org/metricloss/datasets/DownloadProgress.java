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
         * Called from the transfer's thread.
         *
         * @param bytes how many have arrived
         * @param total how many there will be, -1 where the mirror does not say
         */
        void arrived(long bytes, long total);

        @Override
        void close();
    }

    /** {@return a display for one transfer of that file} */
    Display start(String file);

    /** {@return a bar on a terminal; nothing if the output goes elsewhere} */
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
