/** Losses that compare samples with learned proxies of the classes instead of other samples. */
package org.metricloss.loss.proxy;
