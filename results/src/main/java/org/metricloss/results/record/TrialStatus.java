package org.metricloss.results.record;

import org.metricloss.results.text.EnumText;

/** How a trial ended. Only finished trials are averaged; the others are counted and their reasons shown. */
public enum TrialStatus {
    /** Ran to its end; its measures are finite. */
    FINISHED,
    /** Stopped by an error. */
    FAILED,
    /** Its loss or weights became NaN or infinite. */
    DIVERGED,
    /** Its embeddings collapsed to one point. */
    COLLAPSED,
    /** Needed more memory than was available. */
    OUT_OF_MEMORY,
    /** Took longer than it was allowed to. */
    TIMED_OUT;

    /** {@return the status in words, such as {@code out of memory}} */
    public String words() {
        return EnumText.words(this);
    }
}
