package org.metricloss.results.training.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metricloss.results.store.RunFolder;

/** Labels for several runs: their names if these all differ, otherwise the names of their folders. */
final class RunLabels {
    private RunLabels() {}

    static List<String> of(List<RunFolder> folders) {
        List<String> names =
                folders.stream().map(folder -> folder.manifest().name()).toList();
        if (areDifferent(names)) {
            return names;
        }
        List<String> folderNames = folders.stream()
                .map(folder -> folder.path().toAbsolutePath().normalize().getFileName())
                .map(String::valueOf)
                .toList();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String label = folderNames.get(i);
            labels.add(areDifferent(folderNames) ? label : label + " (" + (i + 1) + ")");
        }
        return labels;
    }

    private static boolean areDifferent(List<String> names) {
        Set<String> different = new HashSet<>(names);
        return different.size() == names.size();
    }
}
