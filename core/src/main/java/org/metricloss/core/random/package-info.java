/** Random draws that depend on the seed and their place in a trial, never on a generator whose state must be saved. */
package org.metricloss.core.random;
