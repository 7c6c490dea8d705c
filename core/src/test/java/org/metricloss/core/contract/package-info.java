/** The contract kit: tests that every loss and every engine inherits, and readers for the golden fixtures. It knows no engine by name. */
package org.metricloss.core.contract;
