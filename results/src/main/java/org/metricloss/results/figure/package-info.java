/** The content of figures, computed from records and artifacts. It does not depend on how figures are drawn. */
package org.metricloss.results.figure;
