/**
 * File formats, and files that are written whole or not at all. This package does not depend on losses, data sets or
 * results.
 *
 * <p>Public API: reading and writing arrays.
 */
package org.metricloss.formats;
