package org.metricloss.experiments.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.metricloss.experiments.work.ItemRunner;
import org.metricloss.experiments.work.LostItem;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.Progress;
import org.metricloss.experiments.work.RunInputs;
import org.metricloss.experiments.work.Study;
import org.metricloss.experiments.work.Versions;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.experiments.work.WorkerSettings;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;

/** Counts primes up to each of some numbers. */
record PrimePlan(String name, List<Integer> numbers) implements WorkPlan {
    /** The system property that names a file: until it exists, only the first number is counted. */
    static final String GATE = "metricloss.test.gate";

    /** The system property that holds the milliseconds that every number takes at least. */
    static final String MILLIS = "metricloss.test.millis";

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public Study study() {
        return new PrimeStudy();
    }

    @Override
    public RunInputs inputs() {
        String experiment =
                "{\"study\": \"%s\", \"name\": \"%s\", \"numbers\": %s}".formatted(PrimeStudy.ID, name, numbers);
        return new RunInputs(name, experiment, "none", Versions.ofProgram(), Map.of(), List.of(), List.of());
    }

    @Override
    public List<List<String>> stages() {
        return List.of(numbers.stream().map(number -> "up-to-" + number).toList());
    }

    private int number(String id) {
        return numbers.get(trialIds().indexOf(id));
    }

    @Override
    public OptionalLong steps(String id) {
        return OptionalLong.of(number(id));
    }

    @Override
    public void forecast(MemoryLimit limit, Consumer<String> out) {
        out.accept("%s: %s numbers".formatted(name, numbers.size()));
    }

    @Override
    public ItemRunner runner(RunFolder folder, Progress progress, WorkerSettings settings) {
        return (id, sideBySide, measureMemory, lostAttempts) -> {
            if (number(id) != numbers.get(0)) {
                awaitGate();
            }
            sleep(Integer.getInteger(MILLIS, 0));
            PrimeRecord record =
                    new PrimeRecord(1, id, number(id), primes(number(id)), TrialStatus.FINISHED, Optional.empty(), 0);
            folder.write(record);
            return record;
        };
    }

    private static void awaitGate() {
        Optional<Path> gate = Optional.ofNullable(System.getProperty(GATE)).map(Path::of);
        while (gate.isPresent() && !Files.exists(gate.get())) {
            sleep(10);
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static int primes(int upTo) {
        return (int) IntStream.rangeClosed(2, upTo)
                .filter(n -> IntStream.range(2, n).allMatch(divisor -> n % divisor != 0))
                .count();
    }

    @Override
    public void recordLost(RunFolder folder, LostItem lost) {
        folder.write(new PrimeRecord(
                1, lost.id(), number(lost.id()), 0, lost.status(), Optional.of(lost.reason()), lost.wallSeconds()));
    }
}
