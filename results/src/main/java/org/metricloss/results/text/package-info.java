/** Numbers, names and lists formatted as text for people. */
package org.metricloss.results.text;
