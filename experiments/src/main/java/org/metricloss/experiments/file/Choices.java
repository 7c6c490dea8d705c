package org.metricloss.experiments.file;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metricloss.core.plugin.Spelling;

/** Names to choose from: writes enum constants as in files, and suggests a correction for a misspelt name. */
public final class Choices {
    private Choices() {}

    /** {@return the constant as it is written in files: SEMI_HARD as semi-hard} */
    public static String written(Enum<?> constant) {
        return Spelling.of(constant);
    }

    /** {@return all constants as they are written in files} */
    public static <E extends Enum<E>> List<String> written(Class<E> type) {
        return Stream.of(type.getEnumConstants()).map(Choices::written).toList();
    }

    /** {@return {@code ; did you mean 'epochs'?}, or nothing if no name is close} */
    public static String didYouMean(String given, Collection<String> names) {
        return closest(given, names).map("; did you mean '%s'?"::formatted).orElse("");
    }

    private static Optional<String> closest(String given, Collection<String> names) {
        String closest = null;
        int least = Integer.MAX_VALUE;
        for (String name : names) {
            int tolerated = tolerated(given, name);
            if (Math.abs(name.length() - given.length()) <= tolerated) {
                int distance = distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
                if (distance <= tolerated && distance < least) {
                    least = distance;
                    closest = name;
                }
            }
        }
        return Optional.ofNullable(closest);
    }

    /**
     * Short names are close to many others. They tolerate a letter too few or too many and an exchange, but no other
     * letter: runn and rnu are misspelt run, but gpu is not a misspelt cpu.
     */
    private static int tolerated(String given, String name) {
        if (name.length() <= 3) {
            return name.length() > 2
                            && (given.length() != name.length() || sorted(given).equals(sorted(name)))
                    ? 1
                    : 0;
        }
        return given.length() <= 3 ? 1 : 2;
    }

    private static List<Integer> sorted(String word) {
        return word.toLowerCase(Locale.ROOT).chars().sorted().boxed().toList();
    }

    /** Optimal string alignment: the fewest insertions, deletions, replacements and swaps of neighbours. */
    private static int distance(String a, String b) {
        int[] twoBack = new int[b.length() + 1];
        int[] back = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = back[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(back[j], row[j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], twoBack[j - 2] + 1);
                }
            }
            twoBack = back;
            back = row;
        }
        return back[b.length()];
    }
}
