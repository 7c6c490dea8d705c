package org.metricloss.experiments.file;

/** The device on which the engines compute. */
public enum Device {
    /** The processor. */
    CPU
}
