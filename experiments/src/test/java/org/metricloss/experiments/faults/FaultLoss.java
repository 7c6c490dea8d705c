package org.metricloss.experiments.faults;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;

/**
 * A loss that is 0, and does to its process what a bad one might.
 *
 * @param kind what it does
 * @param call at which call of its kind within its process
 */
record FaultLoss(Kind kind, int call) implements MetricLoss {
    private static final long BLOCK = 32 << 20;

    private static final Map<Kind, Integer> CALLS = new EnumMap<>(Kind.class);

    /** What it may do. */
    enum Kind {
        /** Nothing. */
        NONE,
        /** Reads at address 0, as broken native code would. */
        CRASH,
        /** Throws an exception. */
        THROW,
        /** Ends the process with exit code 7. */
        EXIT,
        /** Never comes back. */
        HANG,
        /** Prints, through Java and past it. */
        PRINT,
        /** Says that the trial is done, with a wrong checksum. */
        NONSENSE,
        /** Takes native memory without end. */
        NATIVE_MEMORY,
        /** Takes heap memory without end. */
        HEAP
    }

    @Override
    public LossOutput compute(LossInput input) {
        if (CALLS.merge(kind, 1, Integer::sum) == call) {
            strike();
        }
        return LossOutput.of(input.embeddings().sum().mul(0));
    }

    private void strike() {
        switch (kind) {
            case NONE -> {}
            case CRASH -> unsafe("getLong", 0L);
            case THROW -> throw new IllegalStateException("a mistake");
            case EXIT -> {
                System.err.println("about to leave");
                Runtime.getRuntime().halt(7);
            }
            case HANG -> hang();
            case PRINT -> {
                System.out.println("a print through Java");
                raw("a print past Java, without an end of line");
                raw("\n@metricloss-worke\n");
            }
            case NONSENSE -> raw("\n@metricloss-worker 00000000 {\"say\":\"done\",\"trial\":\"x\"}\n");
            case NATIVE_MEMORY -> {
                while (true) {
                    unsafe("setMemory", unsafe("allocateMemory", BLOCK), BLOCK, (byte) 1);
                }
            }
            case HEAP -> {
                List<byte[]> taken = new ArrayList<>();
                while (true) {
                    taken.add(new byte[16 << 20]);
                }
            }
        }
    }

    private static void hang() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes to the process's own standard output, as native code does. */
    private static void raw(String text) {
        try {
            new FileOutputStream(FileDescriptor.out).write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Memory without a net, as native code has it: by reflection, for the compiler warns of it. */
    private static Object unsafe(String method, Object... arguments) {
        try {
            Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
            field.setAccessible(true);
            Object unsafe = field.get(null);
            Class<?>[] types = Arrays.stream(arguments)
                    .map(argument -> argument instanceof Byte ? byte.class : long.class)
                    .toArray(Class<?>[]::new);
            return unsafe.getClass().getMethod(method, types).invoke(unsafe, arguments);
        } catch (ReflectiveOperationException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
