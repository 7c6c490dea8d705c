/** Finding losses and engines on the class path. */
package org.metricloss.core.plugin;
