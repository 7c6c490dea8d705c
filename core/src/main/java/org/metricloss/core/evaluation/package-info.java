/**
 * Evaluation measures as pure functions of embeddings and labels.
 *
 * <p>These conventions hold throughout. Neighbours are sorted by (distance, index), so the lower index comes first
 * among equal distances. In leave-one-out a sample is never its own neighbour. Distances are computed from differences
 * in double precision, so equal rows are at distance exactly 0, and neighbours are compared before the root is taken. A
 * value that does not exist, such as the separability of a single class, is an empty {@link java.util.OptionalDouble},
 * never NaN. No result depends on the number of threads.
 *
 * <p>Public API: measures of embeddings.
 */
package org.metricloss.core.evaluation;
