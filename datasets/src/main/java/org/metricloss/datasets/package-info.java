/**
 * Sources of images: the digits that are part of the program, IDX files and image files in folders, and data sets that
 * are downloaded once into a cache. {@link org.metricloss.datasets.Datasets} lists them all; any fault in the data is
 * reported as a {@link org.metricloss.datasets.DatasetException}.
 *
 * <p>Public API: opening data sets.
 */
package org.metricloss.datasets;
