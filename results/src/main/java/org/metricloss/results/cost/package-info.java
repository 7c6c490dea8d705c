/** What a cost study says: points and phases with their times, and how they grow with the number of samples. */
package org.metricloss.results.cost;
