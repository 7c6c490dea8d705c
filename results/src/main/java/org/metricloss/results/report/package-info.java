/** The reports of runs: sections written as Markdown and as an HTML page, and the files derived from them. */
package org.metricloss.results.report;
