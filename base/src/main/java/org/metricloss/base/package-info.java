/**
 * What all modules share: the exception for problems that the user can correct, the wording of causes, and how the
 * program was started.
 *
 * <p>Public API: catching what other public API throws.
 */
package org.metricloss.base;
