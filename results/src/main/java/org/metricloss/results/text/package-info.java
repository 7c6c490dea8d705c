/** Numbers, names and lists as texts for people. */
package org.metricloss.results.text;
