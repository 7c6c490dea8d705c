/**
 * Work on the host in the midst of an engine's computation: what tensor operations are too slow or too large for.
 *
 * <p>Public API: losses of one's own that compute in Java.
 */
package org.metricloss.core.host;
