/**
 * Finding losses and engines on the class path.
 *
 * <p>Public API: the registries of losses and engines.
 */
package org.metricloss.core.plugin;
