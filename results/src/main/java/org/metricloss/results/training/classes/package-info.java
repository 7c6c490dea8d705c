/** How each class of the test part did, and which classes are confused. */
package org.metricloss.results.training.classes;
