/**
 * Where images come from: the digits that are shipped, IDX files in a folder, and data sets downloaded once into a cache.
 * {@link org.metricloss.datasets.Datasets} lists them all; whatever is wrong with the data is a
 * {@link org.metricloss.datasets.DatasetException}.
 */
package org.metricloss.datasets;
