package org.metricloss.cluster.spark;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** Sends the log of Spark and its libraries to a file, so that the terminal shows the run alone. */
final class SparkLog {
    /** Time, level, logger and message. The percent sign stands apart because %d would look like the format of a number. */
    private static final String PATTERN = '%' + "d{ISO8601} %-5p %c: %m%n";

    private SparkLog() {}

    /**
     * Sends the log to a file from now on.
     *
     * @param file the file, which is appended to
     */
    static void writeTo(Path file) {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        AppenderComponentBuilder appender = builder.newAppender("file", "File")
                .addAttribute("fileName", file.toAbsolutePath().toString())
                .addAttribute("append", true)
                .add(builder.newLayout("PatternLayout").addAttribute("pattern", PATTERN));
        builder.add(appender);
        builder.add(builder.newRootLogger(Level.INFO).add(builder.newAppenderRef("file")));
        Configurator.reconfigure(builder.build());
    }
}
