/** How weights follow their gradients. */
package org.metricloss.core.optimizer;
