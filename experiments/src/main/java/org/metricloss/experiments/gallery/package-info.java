/** Nearest neighbours of test images, for visual inspection. */
package org.metricloss.experiments.gallery;
