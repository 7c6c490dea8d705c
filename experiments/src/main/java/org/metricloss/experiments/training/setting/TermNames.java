package org.metricloss.experiments.training.setting;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names the terms of one objective: after their loss, and the second term of a loss with -2, the third with -3. */
final class TermNames {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** {@return a name for a further term of that loss, unlike all before} */
    String next(String loss) {
        String name;
        do {
            int count = counts.merge(loss, 1, Integer::sum);
            name = count == 1 ? loss : loss + "-" + count;
        } while (!taken.add(name));
        return name;
    }
}
