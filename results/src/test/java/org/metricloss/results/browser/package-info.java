/** A real browser for tests: headless Chromium, driven over its DevTools protocol. */
package org.metricloss.results.browser;
