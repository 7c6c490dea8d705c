/**
 * File formats, and files that are written whole or not at all. This package does not depend on losses, data sets or
 * results.
 */
package org.metricloss.formats;
