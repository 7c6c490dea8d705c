/**
 * The content of figures, computed from records and artifacts. It does not depend on how figures are drawn.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.figure;
