package org.metricloss.results.training.run;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.store.FlatJson;
import org.metricloss.results.store.RunFolder;

/**
 * Short labels for several runs: their names if these all differ and are short; otherwise the only setting in which they
 * differ, such as {@code epochs=3}; otherwise letters.
 */
final class RunLabels {
    private static final int LONGEST = 24;
    private static final int LETTERS = 26;

    private RunLabels() {}

    static List<String> of(List<RunFolder> folders) {
        List<Manifest> manifests = folders.stream().map(RunFolder::manifest).toList();
        List<String> names = manifests.stream().map(Manifest::name).toList();
        if (folders.size() == 1 || areShortAndDifferent(names)) {
            return names;
        }
        return setting(manifests)
                .orElseGet(() -> IntStream.range(0, folders.size())
                        .mapToObj(RunLabels::letter)
                        .toList());
    }

    /** Returns the values of the only setting that is not the same in all runs, if it tells them apart. */
    private static Optional<List<String>> setting(List<Manifest> manifests) {
        List<Map<String, String>> settings = manifests.stream()
                .map(manifest -> FlatJson.of(manifest.experiment()))
                .toList();
        Set<String> paths = new LinkedHashSet<>();
        settings.forEach(one -> paths.addAll(one.keySet()));
        paths.remove("name");
        List<String> different = paths.stream()
                .filter(path -> settings.stream()
                                .map(one -> one.getOrDefault(path, "none"))
                                .distinct()
                                .count()
                        > 1)
                .toList();
        if (different.size() != 1) {
            return Optional.empty();
        }
        String path = different.get(0);
        String name = path.substring(path.lastIndexOf('.') + 1);
        return Optional.of(settings.stream()
                        .map(one -> name + "=" + one.getOrDefault(path, "none"))
                        .toList())
                .filter(RunLabels::areShortAndDifferent);
    }

    private static boolean areShortAndDifferent(List<String> labels) {
        Set<String> different = new HashSet<>(labels);
        return different.size() == labels.size() && labels.stream().allMatch(label -> label.length() <= LONGEST);
    }

    /** Returns A for 0, B for 1, and after Z A2, B2. */
    private static String letter(int place) {
        String letter = Character.toString('A' + place % LETTERS);
        return place < LETTERS ? letter : letter + (place / LETTERS + 1);
    }
}
