/**
 * Losses that compare samples with learned proxies of the classes instead of other samples.
 *
 * <p>Internal: losses are created by their ids.
 */
package org.metricloss.loss.proxy;
