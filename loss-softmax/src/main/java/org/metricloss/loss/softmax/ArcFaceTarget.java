package org.metricloss.loss.softmax;

import org.metricloss.core.cosine.TargetCosine;

/**
 * ArcFace's target: cos(theta + margin) up to theta = pi - margin and, beyond it, where that would rise again, cos(theta) -
 * margin sin(margin), as in the authors' code. The paper leaves the second branch out.
 *
 * @param margin in radians
 */
record ArcFaceTarget(double margin) implements TargetCosine {
    @Override
    public double of(double cosine, double given) {
        return isAdded(cosine) ? AddedAngle.cosine(cosine, margin) : cosine - margin * Math.sin(margin);
    }

    @Override
    public double slope(double cosine, double given) {
        return isAdded(cosine) ? AddedAngle.slope(cosine, margin) : 1;
    }

    private boolean isAdded(double cosine) {
        return !(cosine < -Math.cos(margin));
    }
}
