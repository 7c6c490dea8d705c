package org.metricloss.experiments.training.setting;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names the terms of one objective after their losses. The second term of a loss ends with -2, the third with -3. */
final class TermNames {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** {@return a name for another term of that loss, different from all previous names} */
    String next(String loss) {
        String name;
        do {
            int count = counts.merge(loss, 1, Integer::sum);
            name = count == 1 ? loss : loss + "-" + count;
        } while (!taken.add(name));
        return name;
    }
}
