/** What figures show, computed from records and artifacts; how it is drawn, on paper or in a page, is not decided here. */
package org.metricloss.results.figure;
