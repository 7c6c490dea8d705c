package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineException;
import org.metricloss.core.engine.EngineInfo;
import org.metricloss.core.engine.Gpus;
import org.metricloss.datasets.DataLocations;
import org.metricloss.datasets.ImageCache;
import org.metricloss.experiments.file.StudySettings;
import org.metricloss.experiments.work.Versions;
import org.metricloss.results.record.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the engines, data and resources of this machine. */
@Command(
        name = "doctor",
        description = "Shows what this machine has: engines, versions, caches, data.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--clean",
            description = "Deletes the decoded images in the cache; a run that needs them decodes them again.")
    private boolean clean;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Machine machine = Machine.current();
        line(out, "metricloss", Versions.program());
        line(
                out,
                "java",
                Runtime.version() + ", heap at most "
                        + mebibytes(Runtime.getRuntime().maxMemory()));
        line(
                out,
                "machine",
                "%s %s, %s, %s cores, %s"
                        .formatted(
                                machine.os(),
                                machine.architecture(),
                                machine.cpu(),
                                machine.cores(),
                                mebibytes(machine.memoryBytes())));
        for (Engine engine : Engine.all().all()) {
            line(out, "engine " + engine.id(), engine(engine));
            gpus(engine).forEach(gpu -> line(out, "gpu of " + engine.id(), gpu));
        }
        DataLocations locations = DataLocations.ofEnvironment();
        line(
                out,
                "data",
                locations
                        .data()
                        .map(folder -> folder + (Files.isDirectory(folder) ? "" : " (no such folder)"))
                        .orElse(DataLocations.DATA_VARIABLE + " is not set"));
        line(out, "download cache", folder(locations.cache()));
        line(out, "decoded images", images(ImageCache.of(locations)));
        line(out, "results", folder(Path.of("results", "runs")));
        return Main.OK;
    }

    /** Returns the GPUs of an engine, one line each, or the reason why there is none; nothing if the engine is unavailable. */
    static List<String> gpus(Engine engine) {
        try {
            Gpus gpus = engine.gpus();
            return gpus.list().isEmpty()
                    ? List.of("none: " + gpus.whyNone())
                    : gpus.list().stream()
                            .map(gpu -> "device %s: %s, %s, %s free, driver %s"
                                    .formatted(
                                            gpu.device(),
                                            gpu.name(),
                                            mebibytes(gpu.totalBytes()),
                                            mebibytes(gpu.freeBytes()),
                                            gpu.driver()))
                            .toList();
        } catch (EngineException unavailable) {
            return List.of();
        }
    }

    /** Returns the versions of an engine, or the reason why it is unavailable. */
    static String engine(Engine engine) {
        try {
            EngineInfo info = engine.info();
            return "%s, %s; device cpu, %s threads unless the experiment sets another number; native libraries in %s"
                    .formatted(info.library(), info.nativeLibrary(), StudySettings.DEFAULT_THREADS, info.cache());
        } catch (EngineException unavailable) {
            return "unavailable: " + unavailable.getMessage();
        }
    }

    private static String folder(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        boolean writable = existing != null && Files.isWritable(existing);
        return folder + (Files.exists(folder) ? "" : " (not there yet)") + (writable ? "" : " (cannot be written)");
    }

    private String images(ImageCache cache) {
        String cleaned = clean ? ", %s deleted".formatted(mebibytes(cache.clean())) : "";
        return "%s of %s in %s, at most %s%s"
                .formatted(
                        mebibytes(cache.bytes()),
                        cache.sets() == 1 ? "one data set" : cache.sets() + " data sets",
                        cache.folder(),
                        mebibytes(cache.limit()),
                        cleaned);
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
    }

    private static void line(PrintWriter out, String name, String text) {
        out.printf(Locale.ROOT, "%-18s %s%n", name, text);
    }
}
