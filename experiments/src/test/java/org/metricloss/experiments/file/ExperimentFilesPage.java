package org.metricloss.experiments.file;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.experiments.cost.CostSettings;
import org.metricloss.experiments.training.setting.ExperimentSettings;

/** Writes the page that documents every key of experiment files, from the descriptions of the settings. */
final class ExperimentFilesPage {
    private static final String INTRODUCTION = """
            # Experiment files

            An experiment file says what a run does. It is written in YAML; `run` and `check` read it.
            This page lists every key with its values, its default and its meaning. It is generated from the same
            descriptions that the program reads files by.

            - Unknown keys are refused, with their line and column and the nearest key that exists.
            - `--set path=value` changes a value for one run, as in `--set budget.epochs=3`. The steps of a path are keys, and
              indices of lists from 0: `--set objectives.triplet.0.margin=0.3`. A key that contains a dot or an equals sign
              stands in quotes: `--set 'objectives."a.b".0.weight=2'`. `--set path=` removes the key.
            - Numbers are decimal: `0.05`, `5e-4`. Text that looks like a number needs quotes. Anchors, aliases and tags of
              YAML are not allowed.
            - A relative folder or file is relative to the working directory.
            - A run's manifest holds the resolved file, with most defaults written out. A key that it lacks has its
              default. The hash of this file is part of the run's name.

            A file describes a [training study](#training-study), which is the default, or a [cost study](#cost-study). Both
            name [losses](#losses) with their parameters.
            """;
    private static final String TRAINING = """
            ## Training study

            %s

            ```yaml
            name: quickstart
            dataset: digits
            network: {name: lenet, embedding: 16}
            batch: {classes: 10, perClass: 12}
            optimizer: {type: sgd, learningRate: 0.05, momentum: 0.9}
            budget: {epochs: 20}
            seeds: [1, 2, 3]
            objectives:
              softmax: [{loss: softmax}]
              softmax+center: [{loss: softmax}, {loss: center, weight: 0.01}]
              triplet: [{loss: triplet, margin: 0.2}]
            ```

            """;
    private static final String COST = """
            ## Cost study

            %s

            ```yaml
            study: cost
            name: cost-of-triplets
            classes: [10]
            sizes: [64, 128, 256]
            losses:
              center: {loss: center}
              triplet: {loss: triplet, algorithms: [exact, enumerate, explicit]}
            ```

            """;

    private final StringBuilder text = new StringBuilder(INTRODUCTION);

    private ExperimentFilesPage() {}

    /** The page, in Markdown. */
    static String of(Available available) {
        ExperimentFilesPage page = new ExperimentFilesPage();
        Block<?> training = new ExperimentSettings(available).block();
        page.text.append('\n').append(TRAINING.formatted(training.help()));
        page.settings(training, "");
        page.sections(training, "");
        Block<?> cost = new CostSettings(available).block();
        page.text.append(COST.formatted(cost.help()));
        page.settings(cost, "cost study: ");
        page.sections(cost, "cost study: ");
        page.losses(available.losses().all());
        return page.text.toString();
    }

    /** A section for each mapping below a mapping, and for those below that. */
    private void sections(Block<?> block, String prefix) {
        for (Setting<?, ?> setting : block.settings()) {
            List<Block<?>> inner = setting.type().blocks();
            String title = prefix + setting.name();
            String path = title + ".";
            if (inner.isEmpty()) {
                continue;
            }
            text.append("### ").append(title).append("\n\n");
            if (inner.size() > 1) {
                text.append(setting.help()).append("\n\n");
            }
            for (Block<?> each : inner) {
                if (inner.size() > 1) {
                    text.append("#### ")
                            .append(title)
                            .append(": ")
                            .append(each.title())
                            .append("\n\n");
                }
                text.append(each.help()).append("\n\n");
                if (!each.settings().isEmpty()) {
                    text.append("`%s`%n%n".formatted(each.example()).replace("\r", ""));
                    settings(each, path);
                }
            }
            inner.stream().limit(1).forEach(each -> sections(each, path));
        }
    }

    private void settings(Block<?> block, String prefix) {
        text.append("| key | value | default | meaning |\n|---|---|---|---|\n");
        for (Setting<?, ?> setting : block.settings()) {
            row("`" + setting.name() + "`", value(setting, prefix), setting.absent(), setting.help());
        }
        text.append('\n');
    }

    private static String value(Setting<?, ?> setting, String prefix) {
        String allowed = number(setting.type().allowed());
        return setting.type().blocks().isEmpty()
                ? allowed
                : "%s; see [%s](#%s)".formatted(allowed, setting.name(), anchor(prefix + setting.name()));
    }

    private void losses(Collection<LossProvider> losses) {
        text.append("""
                ## Losses

                Parameters are keys beside `loss`: `{loss: triplet, margin: 0.2}`. A loss that is on the class path and not
                listed here is shown by `list losses`. Defaults and ranges are those that hold while all other parameters have
                their defaults. Three depend on another parameter: `reduction` of `contrastive` is `active` with `form: linear`.
                `margin` of `arcface` and `subcenter-arcface` is 28.6, in [0, 85], with `unit: degrees`. `algorithm` of
                `triplet` is `enumerate` with `swap: true`, unless `mining` is `hard`, `random` or `explicit` in all steps.

                """);
        for (LossProvider loss : losses) {
            text.append("### loss: %s%n%n%s%n%n"
                    .formatted(loss.id(), sentence(loss.summary()))
                    .replace("\r", ""));
            text.append("| parameter | value | default | only with |\n|---|---|---|---|\n");
            for (ParameterDescription parameter : ParameterDescription.of(loss)) {
                row(
                        "`" + parameter.name() + "`",
                        number(parameter.allowed()),
                        parameter.defaultValue(),
                        parameter.condition().isEmpty() ? "" : "`" + parameter.condition() + "`");
            }
            text.append('\n');
        }
    }

    private void row(String... cells) {
        text.append(List.of(cells).stream()
                        .map(ExperimentFilesPage::escaped)
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }

    private static String number(String allowed) {
        return allowed.matches("(in |>|<).*") ? "a number " + allowed : allowed;
    }

    private static String sentence(String summary) {
        return summary.substring(0, 1).toUpperCase(Locale.ROOT) + summary.substring(1) + ".";
    }

    private static String escaped(String cell) {
        return cell.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("*", "\\*")
                .replace("<", "&lt;");
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }
}
