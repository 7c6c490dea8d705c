package org.metricloss.core.contract;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.contract.LossMemoryContract.LargeBatch;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.Objective;

/** Measures the most memory that one run of a loss takes, on Linux, in a process that has done nothing else before. */
final class PeakOfOneRun {
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final String RESET_PEAK = "5";
    private static final int THREADS = 2;
    private static final int FEW = 16;
    private static final int WARM_UPS = 3;
    /** What the workers of an experiment run with: native memory stays with the process. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("MALLOC_MMAP_MAX_", "0", "MALLOC_TRIM_THRESHOLD_", Long.toString(1L << 36), "MALLOC_ARENA_MAX", "1");

    private PeakOfOneRun() {}

    /** {@return whether the system tells a process's peak and can reset it} */
    static boolean isMeasurable() {
        return Files.isWritable(CLEAR);
    }

    /** {@return what the loss states for the batch} */
    static HeldArrays arrays(LargeBatch batch) {
        LossExample example = LossExamples.large(batch.loss(), batch.samples(), batch.classes(), batch.dimension());
        return batch.loss()
                .arrays(BatchProfile.ofLabels(example.labels(), batch.classes(), batch.dimension())
                        .listing(example.tuples().map(tuples -> tuples.length).orElse(0)));
    }

    /**
     * {@return the peak in bytes, above what the process held before the run}
     *
     * @param contract names the batch, and is made anew in the other process
     * @param batch its name
     * @param engine the engine
     */
    static long inAProcessOfItsOwn(Class<? extends LossMemoryContract> contract, String batch, Engine engine)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        // A process that runs a loss once ends before the second compiler pays off.
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PeakOfOneRun.class.getName(),
                        contract.getName(),
                        batch,
                        engine.id())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(ENVIRONMENT);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("%s in %s on %s failed".formatted(batch, contract.getName(), engine.id()));
        }
        return Long.parseLong(printed.strip());
    }

    /** Prints the peak of one run. */
    public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
        Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
        constructor.setAccessible(true);
        LargeBatch batch =
                ((LossMemoryContract) constructor.newInstance()).batches().get(arguments[1]);
        Engine engine = Engine.all().get(arguments[2]);
        try (PreparedLoss few = prepare(engine, batch, FEW)) {
            for (int i = 0; i < WARM_UPS; i++) {
                few.run();
            }
        }
        try (PreparedLoss whole = prepare(engine, batch, batch.samples())) {
            long before = ResidentMemory.resident();
            Files.writeString(CLEAR, RESET_PEAK);
            whole.run();
            System.out.println(ResidentMemory.peak() - before);
        }
    }

    private static PreparedLoss prepare(Engine engine, LargeBatch batch, int samples) {
        int classes = Math.min(samples, batch.classes());
        LossExample example = LossExamples.large(batch.loss(), samples, classes, batch.dimension());
        return engine.prepare(Objective.of(LossExamples.TERM, batch.loss()), example, THREADS);
    }
}
