/**
 * Numbers, names and lists formatted as text for people.
 *
 * <p>Internal: may change at any time.
 */
package org.metricloss.results.text;
