package org.metricloss.results.training.record;

import java.util.Map;

/**
 * What records say of a loss's state that do not list it, as those before format 4: the names of its arrays tell, as the
 * losses of that time named them.
 */
final class OlderStates {
    private static final String STATE = "loss_";
    private static final Map<String, String> ROLES_BY_SUFFIX =
            Map.of("_centers", StateRecord.CENTERS, "_weight", StateRecord.CLASS_WEIGHTS);
    private static final String LOSS_WITH_CENTERS = "center";

    private OlderStates() {}

    static boolean hasRole(String array, String role) {
        return array.startsWith(STATE)
                && ROLES_BY_SUFFIX.entrySet().stream()
                        .anyMatch(known -> array.endsWith(known.getKey())
                                && known.getValue().equals(role));
    }

    static boolean keepsCenters(String loss) {
        return loss.equals(LOSS_WITH_CENTERS);
    }
}
