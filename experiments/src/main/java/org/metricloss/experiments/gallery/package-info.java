/** Nearest neighbours of test images, for people to look at. */
package org.metricloss.experiments.gallery;
