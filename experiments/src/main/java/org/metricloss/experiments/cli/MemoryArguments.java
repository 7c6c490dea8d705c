package org.metricloss.experiments.cli;

import java.util.Optional;
import org.metricloss.experiments.work.MemoryLimit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command option for the memory that a trial may need. */
final class MemoryArguments {
    @Option(
            names = "--memory-limit",
            paramLabel = "SIZE",
            converter = MemoryLimitConverter.class,
            description =
                    "The limit for the predicted memory of a trial, such as 4GiB; default: 80%% of the free memory.")
    private MemoryLimit limit;

    /** Explains in one line what a limit must be. */
    static final class MemoryLimitConverter implements ITypeConverter<MemoryLimit> {
        @Override
        public MemoryLimit convert(String value) {
            try {
                return MemoryLimit.parse(value);
            } catch (IllegalArgumentException refused) {
                throw new TypeConversionException(refused.getMessage());
            }
        }
    }

    /** {@return the given limit, if any} */
    Optional<MemoryLimit> given() {
        return Optional.ofNullable(limit);
    }

    /** {@return the given limit, or the default, which depends on the memory that is free now} */
    MemoryLimit limit() {
        return given().orElseGet(MemoryLimit::ofFreeMemory);
    }
}
