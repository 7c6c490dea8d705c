/**
 * Types and shapes of arrays, apart from any engine.
 *
 * <p>Public API: types and shapes in signatures of the other packages.
 */
package org.metricloss.core.array;
