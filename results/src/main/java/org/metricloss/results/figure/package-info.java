/** Figures as data: what is drawn, with which axes, but not how. The page's script and static renderers draw the same ones. */
package org.metricloss.results.figure;
