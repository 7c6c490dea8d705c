package org.metricloss.core.anchor;

/** The places of the positives and negatives of each anchor among references that are sorted by class. */
final class ClassPlaces {
    private final int[] from;
    private final int[] to;
    private final int references;
    private final boolean amongAnchors;

    private ClassPlaces(int[] labels, int[] referenceLabels, boolean amongAnchors) {
        this.from = new int[labels.length];
        this.to = new int[labels.length];
        this.references = referenceLabels.length;
        this.amongAnchors = amongAnchors;
        int at = 0;
        for (int i = 0; i < labels.length; i++) {
            if (i > 0 && labels[i] == labels[i - 1]) {
                from[i] = from[i - 1];
                to[i] = to[i - 1];
                continue;
            }
            while (at < references && referenceLabels[at] < labels[i]) {
                at++;
            }
            from[i] = at;
            while (at < references && referenceLabels[at] == labels[i]) {
                at++;
            }
            to[i] = at;
        }
    }

    /** {@return the places of anchors among themselves} */
    static ClassPlaces of(int[] sortedLabels) {
        return new ClassPlaces(sortedLabels, sortedLabels, true);
    }

    /** {@return the places of anchors among other references} */
    static ClassPlaces of(int[] sortedLabels, int[] sortedReferenceLabels) {
        return new ClassPlaces(sortedLabels, sortedReferenceLabels, false);
    }

    /** {@return the number of references} */
    int references() {
        return references;
    }

    /** {@return whether an anchor is a reference itself} */
    boolean amongAnchors() {
        return amongAnchors;
    }

    /** Sets the places of one anchor's positives, of its negatives, and of both together. */
    void places(int anchor, Places positives, Places negatives, Places others) {
        if (amongAnchors) {
            positives.set(from[anchor], anchor, anchor + 1, to[anchor]);
            others.set(0, anchor, anchor + 1, references);
        } else {
            positives.set(from[anchor], to[anchor], to[anchor], to[anchor]);
            others.set(0, references, references, references);
        }
        negatives.set(0, from[anchor], to[anchor], references);
    }
}
