package org.metricloss.results.training.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.metricloss.results.store.FlatJson;
import org.metricloss.results.training.record.TrialRecord;

/**
 * Compares a recorded trial with the same trial run again: all values of their records except times, memory, whether
 * other trials ran beside it, lost attempts, machine, versions, the files beside the record, and the text of a reason.
 *
 * @param trial the trial's id
 * @param values how many values were compared
 * @param differences the values that are not equal to the last digit
 */
public record Reproduction(String trial, int values, List<Difference> differences) {
    private static final String NONE = "none";
    /** The paths of values that do not belong to the result. */
    private static final Pattern LEFT_OUT = Pattern.compile(String.join(
            "|",
            "format",
            "sha256",
            "reason",
            "artifacts|artifacts\\..*",
            "lostAttempts|lostAttempts\\..*",
            "ranOn|ranOn\\..*",
            "setup\\.versions\\..*",
            "cost\\.(seconds\\..*|wallSeconds|peakMemoryBytes|sideBySide)",
            "epochs\\.[0-9]+\\.seconds\\..*",
            "trained\\.validation\\.[0-9]+\\.seconds"));

    /**
     * A value that is not the same.
     *
     * @param path the path of the value in the record, such as {@code measures.recallAt1}
     * @param recorded the recorded value
     * @param again the value of the new run
     */
    public record Difference(String path, String recorded, String again) {}

    /** Copies its list. */
    public Reproduction {
        differences = List.copyOf(differences);
    }

    /**
     * {@return the comparison; values that an older record does not have are not compared}
     *
     * @param recorded the record
     * @param again the record of the same trial run again
     */
    public static Reproduction of(TrialRecord recorded, TrialRecord again) {
        Map<String, String> then = FlatJson.of(recorded);
        Map<String, String> now = FlatJson.of(again);
        Set<String> paths = new LinkedHashSet<>(then.keySet());
        if (recorded.format() == again.format()) {
            paths.addAll(now.keySet());
        } else {
            paths.removeIf(path -> then.get(path).equals("null"));
        }
        paths.removeIf(path -> LEFT_OUT.matcher(path).matches());
        List<Difference> differences = new ArrayList<>();
        for (String path : paths) {
            String one = then.getOrDefault(path, NONE);
            String two = now.getOrDefault(path, NONE);
            if (!one.equals(two)) {
                differences.add(new Difference(path, one, two));
            }
        }
        return new Reproduction(recorded.id(), paths.size(), differences);
    }

    /** {@return whether everything that was compared is the same} */
    public boolean isSame() {
        return differences.isEmpty();
    }

    /** {@return the outcome in words, and a line for each value that differs} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                isSame()
                        ? trial + ": the same in all " + values + " values but times"
                        : trial + ": " + differences.size() + " of " + values + " values but times differ");
        for (Difference difference : differences) {
            lines.add("  %s: recorded %s, now %s".formatted(difference.path, difference.recorded, difference.again));
        }
        return lines;
    }
}
