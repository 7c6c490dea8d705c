package org.metricloss.core.data;

/** What balanced batches do with classes that have fewer training samples than a batch takes of each class. */
public enum SmallClasses {
    /** Such a class fills its places by repeating its samples. */
    REPEAT,
    /** Batches leave such a class out. */
    SKIP,
    /** Such a class is an error. */
    REFUSE
}
