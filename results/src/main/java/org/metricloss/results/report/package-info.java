/**
 * The reports of runs: sections written as Markdown and as an HTML page, and the files derived from them.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.report;
