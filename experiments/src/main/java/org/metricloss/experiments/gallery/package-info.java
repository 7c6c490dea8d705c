/**
 * Nearest neighbours of test images, for visual inspection.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.experiments.gallery;
