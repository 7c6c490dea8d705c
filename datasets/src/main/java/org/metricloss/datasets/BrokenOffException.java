package org.metricloss.datasets;

/** A transfer ended early; resuming it may help. */
final class BrokenOffException extends MirrorException {
    private static final long serialVersionUID = 1L;

    private final boolean anythingNew;

    BrokenOffException(String message, boolean anythingNew, Throwable cause) {
        super(message, cause);
        this.anythingNew = anythingNew;
    }

    /** {@return whether the attempt received new bytes} */
    boolean anythingNew() {
        return anythingNew;
    }
}
