/**
 * How each class of the test part did, and which classes are confused.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.training.classes;
