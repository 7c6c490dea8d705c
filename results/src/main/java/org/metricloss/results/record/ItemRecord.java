package org.metricloss.results.record;

/**
 * The record of one ended item of a run's plan: a trial, or a measurement of a cost study. A class of such records is a Java
 * record that says of which study it is, see {@link OfStudy}, and which layouts of it are read, see {@link Layout}.
 */
public interface ItemRecord {
    /** {@return the item's id, which names its file, see {@link Require#id}} */
    String id();
}
