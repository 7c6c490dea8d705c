package org.metricloss.loss.contrastive;

/** The two published forms of the lifted structure loss. */
public enum LiftedStructureForm {
    /** Each positive pair against the negatives of both samples (Song, Xiang, Jegelka, Savarese, CVPR 2016). */
    PAIRS,
    /** Each sample's positives against its negatives (Hermans, Beyer, Leibe, 2017), called generalized there. */
    ANCHORS
}
