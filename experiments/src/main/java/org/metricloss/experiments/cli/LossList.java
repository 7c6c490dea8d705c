package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.TuningRange;
import org.metricloss.experiments.file.Numbers;
import org.metricloss.experiments.file.ParameterDescription;

/** Prints the losses on the class path: all in one line each, or one in full. */
final class LossList {
    private LossList() {}

    /** Prints all losses, by family. */
    static void all(PrintWriter out) {
        for (LossFamily family : LossFamily.values()) {
            List<LossProvider> losses = LossProvider.all().all().stream()
                    .filter(loss -> loss.guide().family() == family)
                    .toList();
            if (!losses.isEmpty()) {
                out.println(family.title());
                losses.forEach(loss -> out.printf(Locale.ROOT, "  %-20s %s%n", loss.id(), loss.summary()));
            }
        }
        out.println("list losses NAME shows one loss in full.");
    }

    /** Prints all that is known of one loss. */
    static void one(PrintWriter out, LossProvider loss) {
        LossGuide guide = loss.guide();
        out.printf(Locale.ROOT, "%s: %s%n", loss.id(), loss.summary());
        line(out, "family", guide.family().title());
        line(out, "use", guide.use());
        line(out, "paper", guide.paper());
        line(out, "tuples", guide.tuples());
        line(out, "tuning", tuning(guide));
        List<ParameterDescription> parameters = ParameterDescription.of(loss);
        out.println(parameters.isEmpty() ? "no parameters" : "parameters, with default and allowed values");
        for (ParameterDescription parameter : parameters) {
            String allowed = parameter.condition().isEmpty()
                    ? parameter.allowed()
                    : parameter.allowed() + "; only with " + parameter.condition();
            out.printf(Locale.ROOT, "  %-18s %-10s %s%n", parameter.name(), parameter.defaultValue(), allowed);
        }
    }

    /** {@return the tuning ranges, such as {@code margin 0.1 to 0.5, scale 16 to 64 (log)}} */
    static String tuning(LossGuide guide) {
        return guide.tuning().stream()
                .map(range -> "%s %s to %s%s"
                        .formatted(
                                range.parameter(),
                                Numbers.written(range.min()),
                                Numbers.written(range.max()),
                                range.scale() == TuningRange.Scale.LOG ? " (log)" : ""))
                .collect(Collectors.joining(", "));
    }

    private static void line(PrintWriter out, String name, String text) {
        if (!text.isEmpty()) {
            out.printf(Locale.ROOT, "  %-8s %s%n", name, text);
        }
    }
}
