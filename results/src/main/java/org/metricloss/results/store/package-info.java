/** Run folders and their files: written whole or not at all, sealed with a checksum, read back with clear refusals. */
package org.metricloss.results.store;
