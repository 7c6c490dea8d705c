package org.metricloss.experiments.file;

/** What the engines compute on. */
public enum Device {
    /** The processor. */
    CPU
}
