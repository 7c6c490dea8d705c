/** Arrays apart from any engine: how many there are, of what shape. */
package org.metricloss.core.array;
