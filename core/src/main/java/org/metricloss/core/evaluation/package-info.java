/**
 * Evaluation measures as pure functions of embeddings and labels.
 *
 * <p>Conventions that hold throughout: neighbours are sorted by (distance, index), so equal distances go to the lower
 * index; in leave-one-out a sample is never its own neighbour; distances are computed from differences in double
 * precision, so equal rows are at distance exactly 0, and neighbours are compared before the root is taken. A value that
 * does not exist, such as the separability of a single class, is an empty {@link java.util.OptionalDouble}, never NaN.
 * No result depends on the number of threads.
 */
package org.metricloss.core.evaluation;
