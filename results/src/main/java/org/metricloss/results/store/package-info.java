/** Run folders and their files: written whole or not at all, sealed with a checksum, and checked when they are read. */
package org.metricloss.results.store;
