package org.metricloss.core.plugin;

import org.metricloss.base.UserException;

/** A plug-in cannot be used because of a mistake in it or in its registration. The message says which and where. */
public final class PluginException extends UserException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public PluginException(String message) {
        super(message);
    }

    /** Creates the exception with its cause. */
    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
