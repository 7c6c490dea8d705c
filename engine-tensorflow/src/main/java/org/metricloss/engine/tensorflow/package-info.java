/**
 * The engine on TensorFlow Java in graph mode: operations build a graph once, a session runs it many times.
 *
 * <p>Public API: a loss in a graph of TensorFlow Java.
 */
package org.metricloss.engine.tensorflow;
