/** Networks as lists of layers, with their shapes, parameters and initial weights. */
package org.metricloss.core.network;
