/**
 * Random draws that depend on the seed and their place in a trial, never on a generator whose state must be saved.
 *
 * <p>Public API: draws in losses and samplers of one's own.
 */
package org.metricloss.core.random;
