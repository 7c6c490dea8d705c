/** Work on the host in the midst of an engine's computation: what tensor operations are too slow or too large for. */
package org.metricloss.core.host;
