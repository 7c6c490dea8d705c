/** What all modules share: the exception for problems that the user can correct, and the wording of causes. */
package org.metricloss.base;
