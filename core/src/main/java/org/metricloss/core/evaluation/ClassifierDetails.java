package org.metricloss.core.evaluation;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a trained classifier says about the test samples beside the labels that it predicts.
 *
 * @param leads the lead of the best class over the second of each sample, see {@link BorderShare}
 * @param underAttack the labels that it predicts for the attacked samples, by the size of the attack
 */
public record ClassifierDetails(double[] leads, Map<Double, int[]> underAttack) {
    /** @throws IllegalArgumentException if there is not one label for each lead */
    public ClassifierDetails {
        leads = leads.clone();
        int samples = leads.length;
        underAttack = underAttack.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, attack -> attack.getValue().clone()));
        underAttack.forEach((size, labels) -> {
            if (labels.length != samples) {
                throw new IllegalArgumentException("there must be one label per sample, got " + labels.length + " for "
                        + samples + " under the attack of size " + size);
            }
        });
    }

    /** {@return a copy} */
    @Override
    public double[] leads() {
        return leads.clone();
    }
}
