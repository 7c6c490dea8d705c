package org.metricloss.results.training.record;

import java.util.Map;

/**
 * Derives the states of losses for records that do not list them, which are those before format 4. The states follow
 * from the array names that the losses of that time used.
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
