/** Types and shapes of arrays, apart from any engine. */
package org.metricloss.core.array;
