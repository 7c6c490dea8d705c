/**
 * Run folders and their files: written whole or not at all, sealed with a checksum, and checked when they are read.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.store;
