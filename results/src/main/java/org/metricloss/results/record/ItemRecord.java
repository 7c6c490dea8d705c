package org.metricloss.results.record;

import java.util.Map;
import java.util.Optional;
import org.metricloss.formats.Layout;

/**
 * The record of one ended item of a run's plan: a trial, or a measurement of a cost study. A class of such records is a
 * Java record. It names its study, see {@link OfStudy}, and the layouts that can be read, see {@link Layout}.
 */
public interface ItemRecord {
    /** {@return the item's id, which names its file, see {@link Require#id}} */
    String id();

    /** {@return how the item ended} */
    TrialStatus status();

    /** {@return why it did not finish; present exactly if {@link #isFinished} is false} */
    Optional<String> reason();

    /** {@return how long it took in seconds, at least 0} */
    double wallSeconds();

    /**
     * {@return the files in its folder of artifacts when it ended, by name; empty if the record does not list them, as
     * records of older versions and of studies without artifacts}
     */
    default Optional<Map<String, ArtifactRecord>> artifacts() {
        return Optional.empty();
    }

    /** {@return where it ran; empty if the record does not say, as records of older versions and of other studies} */
    default Optional<RanOn> ranOn() {
        return Optional.empty();
    }

    /** {@return whether it ran to its end} */
    default boolean isFinished() {
        return status() == TrialStatus.FINISHED;
    }
}
