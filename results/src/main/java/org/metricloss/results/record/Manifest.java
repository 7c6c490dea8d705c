package org.metricloss.results.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.formats.Layout;
import org.metricloss.formats.Sha256;

/**
 * The plan of a run, written before its first trial.
 *
 * @param format the version of this record's layout, from {@link #OLDEST_FORMAT} to {@link #FORMAT}
 * @param study the id of the study whose run this is, such as {@code training}, see {@link OfStudy}
 * @param name the run's name
 * @param created when the run was created, UTC in ISO 8601, such as {@code 2026-01-31T12:00:00Z}
 * @param experiment the resolved experiment as text, with everything that can change a result
 * @param experimentSha256 the hash of that text
 * @param versions of metricloss, java and the engines
 * @param machine where it ran
 * @param dataSha256 checksums of the data by name
 * @param gitCommit the commit that was run, if known
 * @param trials the planned trial ids in order, all different, see {@link Require#id}
 * @param command the command that started the run, as a user would type it
 * @param baseline the name of the objective that the others are compared with
 * @param source where the experiment was read from, if it was a file
 * @param measures what its trials may record, in the order in which it is shown; empty in manifests of older versions
 * @param shard the share of the trials that this run executes; empty if it executes all of them
 * @param classNames the names of the data's classes, in the order that all trials have in common; empty in manifests of older versions, and for
 *     studies without classes
 * @param warnings what was told when the run was started, one line each; empty in manifests of older versions
 */
@Layout(newest = Manifest.FORMAT, oldest = Manifest.OLDEST_FORMAT)
public record Manifest(
        int format,
        String study,
        String name,
        String created,
        String experiment,
        String experimentSha256,
        Map<String, String> versions,
        Machine machine,
        Map<String, String> dataSha256,
        Optional<String> gitCommit,
        List<String> trials,
        String command,
        String baseline,
        Optional<ExperimentSource> source,
        Optional<List<MeasureRecord>> measures,
        Optional<Shard> shard,
        Optional<List<String>> classNames,
        Optional<List<String>> warnings) {
    /** The layout that this version writes. */
    public static final int FORMAT = 5;

    /** The oldest layout that this version reads. It has no field {@code study}. */
    public static final int OLDEST_FORMAT = 2;

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public Manifest {
        Require.format(Manifest.class, format);
        Require.present("name", name);
        requireTime(created);
        Require.text("experiment", experiment);
        if (study == null && format == OLDEST_FORMAT) {
            study = studyOf(experiment);
        }
        Require.text("study", study);
        if (!Sha256.of(experiment).equals(experimentSha256)) {
            throw new IllegalArgumentException(
                    "experimentSha256 is not the hash of the experiment: " + experimentSha256);
        }
        versions = Require.map("versions", versions);
        Require.present("machine", machine);
        dataSha256 = Require.map("dataSha256", dataSha256);
        dataSha256.forEach((data, hash) -> Require.sha256("dataSha256." + data, hash));
        Require.present("gitCommit", gitCommit);
        trials = Require.list("trials", trials);
        HashSet<String> seen = new HashSet<>();
        for (String trial : trials) {
            if (!seen.add(Require.id(trial))) {
                throw new IllegalArgumentException("trial " + trial + " is planned twice");
            }
        }
        Require.text("command", command);
        Require.text("baseline", baseline);
        Require.present("source", source);
        measures = Require.present("measures", measures).map(list -> Require.list("measures", list));
        Require.present("shard", shard);
        classNames = Require.present("classNames", classNames).map(names -> Require.list("classNames", names));
        warnings = Require.present("warnings", warnings).map(lines -> Require.list("warnings", lines));
    }

    /**
     * {@return the same manifest with the names of the data's classes}
     *
     * @param names their names in the order that all trials have in common; empty for data without classes
     */
    public Manifest withClassNames(List<String> names) {
        return new Manifest(
                format,
                study,
                name,
                created,
                experiment,
                experimentSha256,
                versions,
                machine,
                dataSha256,
                gitCommit,
                trials,
                command,
                baseline,
                source,
                measures,
                shard,
                names.isEmpty() ? Optional.empty() : Optional.of(names),
                warnings);
    }

    /** {@return when the run was created, without the fraction of a second} */
    public String createdToTheSecond() {
        return Instant.parse(created).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * {@return the name of a class, or its place if the manifest does not name it}
     *
     * @param place its place in the order that all trials have in common
     */
    public String className(int place) {
        return classNames
                .filter(names -> 0 <= place && place < names.size())
                .map(names -> names.get(place))
                .orElseGet(() -> Integer.toString(place));
    }

    /**
     * Creates the manifest of a new run on this machine.
     *
     * @throws IllegalArgumentException if a component is missing or not as described
     */
    public static Manifest of(
            String study,
            String name,
            Instant created,
            String experiment,
            Map<String, String> versions,
            Map<String, String> dataSha256,
            Optional<String> gitCommit,
            List<String> trials,
            String command,
            String baseline,
            Optional<ExperimentSource> source,
            List<MeasureRecord> measures,
            Optional<Shard> shard,
            List<String> warnings) {
        return new Manifest(
                FORMAT,
                study,
                name,
                created.toString(),
                experiment,
                Sha256.of(experiment),
                versions,
                Machine.current(),
                dataSha256,
                gitCommit,
                trials,
                command,
                baseline,
                source,
                Optional.of(measures),
                shard,
                Optional.empty(),
                Optional.of(warnings));
    }

    /**
     * {@return the study of a manifest in the oldest layout: the field {@code study} of its experiment, or {@code
     * training} if that is missing}
     */
    private static String studyOf(String experiment) {
        try {
            return new JsonMapper().readTree(experiment).path("study").asText("training");
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("experiment is not JSON", notJson);
        }
    }

    private static void requireTime(String created) {
        try {
            Instant.parse(Require.text("created", created));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "created must be a UTC time such as 2026-01-31T12:00:00Z, got '" + created + "'", e);
        }
    }
}
