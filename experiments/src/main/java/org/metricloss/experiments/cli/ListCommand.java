package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.plugin.Spelling;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Choices;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.work.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Lists the names that an experiment file can use, and the runs in a folder. */
@Command(
        name = "list",
        description = "Lists what an experiment file can name, or the runs in a folder.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    /** The kinds of lists. */
    enum Kind {
        /** Losses by family, or one in full. */
        LOSSES,
        /** Engines. */
        ENGINES,
        /** Data sets. */
        DATASETS,
        /** Networks. */
        NETWORKS,
        /** Keys of experiment files. */
        SETTINGS,
        /** Runs. */
        RUNS;

        @Override
        public String toString() {
            return Spelling.of(this);
        }
    }

    /** Converts the spelling of users to a kind. Without it, picocli would show the enum constants in messages. */
    static final class KindConverter implements ITypeConverter<Kind> {
        @Override
        public Kind convert(String value) {
            return Arrays.stream(Kind.values())
                    .filter(kind -> kind.toString().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "no list '%s'; available: losses, engines, datasets, networks, settings, runs%s"
                                    .formatted(value, Choices.didYouMean(value, Choices.written(Kind.class)))));
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description = "One of losses, engines, datasets, networks, settings, runs.",
            converter = KindConverter.class)
    private Kind kind;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "After losses: the loss to show in full, with its use, paper, parameters and tuning ranges.")
    private String name;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "results/runs",
            description = "The folder of all runs, for the list of runs; default: ${DEFAULT-VALUE}.")
    private Path results;

    @Option(
            names = "--input",
            paramLabel = "SHAPE",
            description = "The shape of the inputs, for the list of networks: 3x32x32 (channels, height, width) or 256"
                    + " (vectors); default: the shape that each network was made for.")
    private String input;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<String> one = Optional.ofNullable(name);
        if (one.isPresent() && kind != Kind.LOSSES) {
            throw new ParameterException(
                    spec.commandLine(), "only 'list losses' takes a name, got '%s'".formatted(name));
        }
        switch (kind) {
            case LOSSES -> one.ifPresentOrElse(id -> LossList.one(out, loss(id)), () -> LossList.all(out));
            case ENGINES -> Engine.all().all().forEach(engine -> line(out, engine.id(), engine.summary()));
            case DATASETS ->
                Datasets.ofEnvironment().types().forEach(type -> line(out, type.name(), type.description()));
            case SETTINGS ->
                Study.all()
                        .all()
                        .forEach(study -> study.settings().ifPresent(settings -> {
                            out.println("study " + study.id());
                            settings(out, "  ", "", settings);
                        }));
            case RUNS -> RunList.of(results).forEach(out::println);
            case NETWORKS -> NetworkList.all(out, inputShape());
        }
        return Main.OK;
    }

    private Optional<Shape> inputShape() {
        try {
            return Optional.ofNullable(input).map(NetworkList::shape);
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), refused.getMessage(), refused);
        }
    }

    private LossProvider loss(String id) {
        try {
            return LossProvider.all().get(id);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), unknown.getMessage(), unknown);
        }
    }

    /** All kinds of a mapping share the settings below them, so these are listed for the first kind only. */
    private static void settings(PrintWriter out, String indent, String path, Block<?> block) {
        for (Setting<?, ?> setting : block.settings()) {
            String key = path + setting.name();
            String presence = setting.isRequired() ? setting.absent() : "default: " + setting.absent();
            out.printf(
                    Locale.ROOT, "%s%-32s %s; %s%n", indent, key, setting.type().allowed(), presence);
            List<Block<?>> inner = setting.type().blocks();
            for (Block<?> each : inner) {
                if (inner.size() > 1) {
                    out.println(indent + "  " + key + ": " + each.title());
                }
                settings(out, inner.size() > 1 ? indent + "    " : indent, key + ".", each);
            }
        }
    }

    private static void line(PrintWriter out, String name, String description) {
        out.printf(Locale.ROOT, "%-18s %s%n", name, description);
    }
}
