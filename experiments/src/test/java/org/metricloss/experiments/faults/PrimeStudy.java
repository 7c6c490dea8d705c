package org.metricloss.experiments.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.SetOption;
import org.metricloss.experiments.file.Source;
import org.metricloss.experiments.file.SourceText;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;
import org.metricloss.experiments.file.YamlReader;
import org.metricloss.experiments.work.Exports;
import org.metricloss.experiments.work.Reported;
import org.metricloss.experiments.work.Study;
import org.metricloss.results.report.Report;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.store.RunFolder;

/** A study that the program does not come with; on the class path of the processes that {@link Program} starts, and nowhere else. */
public final class PrimeStudy implements Study {
    static final String ID = "primes";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public PrimePlan read(Path file, List<String> overrides) {
        return parse(file.toString(), SourceText.read(file), overrides);
    }

    private static PrimePlan parse(String source, String text, List<String> overrides) {
        YamlNode root = YamlReader.read(Source.file(source), text);
        for (String override : overrides) {
            root = SetOption.parse(override).applyTo(root, Map.of());
        }
        Fields fields = Fields.of(new Value("a study of primes", root).mapping(), List.of("study", "name", "numbers"));
        return new PrimePlan(
                fields.required("name").text(),
                fields.required("numbers").distinctElements(number -> number.integer(2, 100_000)));
    }

    @Override
    public String experiment(Path file, List<String> overrides) {
        return read(file, overrides).inputs().experiment();
    }

    @Override
    public PrimePlan reopen(RunFolder folder) {
        return parse("manifest.json", folder.manifest().experiment(), List.of());
    }

    @Override
    public Optional<PrimeRecord> record(RunFolder folder, String id) {
        return folder.record(PrimeRecord.class, id);
    }

    @Override
    public Reported report(RunFolder folder) {
        List<PrimeRecord> records = folder.records(PrimeRecord.class);
        String text = records.size() + " numbers were counted";
        String table = records.stream()
                .map(record -> "%s,%s\n".formatted(record.upTo(), record.primes()))
                .collect(Collectors.joining("", "upTo,primes\n", ""));
        new Report(List.of(new ReportSection() {
                    @Override
                    public void write(ReportWriter out) {
                        out.heading(1, text);
                    }

                    @Override
                    public void writeTables(DerivedFiles files) {
                        files.writeText("tables/primes.csv", table);
                    }
                }))
                .write(folder.derivedFiles());
        return new Reported(text, records.stream().anyMatch(record -> !record.isFinished()));
    }

    @Override
    public Optional<String> refusal(Exports exports) {
        return exports.equals(Exports.NONE) ? Optional.empty() : Optional.of("primes are exported to no other program");
    }
}
