package org.metricloss.results.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.Manifest;

/** Writes the facts of a manifest that tell where a run's numbers come from and how to run it again. */
public final class ManifestFacts {
    private static final double BYTES_PER_GIB = 1L << 30;

    private ManifestFacts() {}

    /**
     * Writes the facts, the command and the resolved experiment.
     *
     * @param manifest a run's manifest
     * @param out the writer
     */
    public static void write(Manifest manifest, ReportWriter out) {
        Machine machine = manifest.machine();
        List<String> facts = new ArrayList<>();
        facts.add("created: " + manifest.createdToTheSecond());
        facts.add(String.format(
                Locale.ROOT,
                "machine: %s, %s, %d cores, %.1f GiB memory, %s",
                machine.cpu(),
                machine.architecture(),
                machine.cores(),
                machine.memoryBytes() / BYTES_PER_GIB,
                machine.os()));
        manifest.versions().forEach((name, version) -> facts.add("version of " + name + ": " + version));
        manifest.dataSha256().forEach((name, hash) -> facts.add("data " + name + ": sha-256 " + hash));
        manifest.gitCommit().ifPresent(commit -> facts.add("git commit: " + commit));
        facts.add("experiment: sha-256 " + manifest.experimentSha256());
        out.list(facts);
        out.paragraph("To run it again:");
        out.code(manifest.command());
        out.paragraph("The experiment as it was resolved:");
        out.code(manifest.experiment());
    }

    /**
     * Writes what a reader should know before trusting a run's numbers.
     *
     * @param warnings see {@link Manifest#warnings}; nothing is written if there are none
     * @param changes see {@link org.metricloss.results.store.RunFolder#changes}; nothing is written if there are none
     * @param out the writer
     */
    public static void writeCautions(List<String> warnings, List<String> changes, ReportWriter out) {
        if (!warnings.isEmpty()) {
            out.paragraph("Warnings before the first trial:");
            out.list(warnings);
        }
        if (!changes.isEmpty()) {
            out.paragraph("Trials were resumed with --force after these changes."
                    + " They may differ from the trials before in more than their settings:");
            out.list(changes);
        }
    }
}
