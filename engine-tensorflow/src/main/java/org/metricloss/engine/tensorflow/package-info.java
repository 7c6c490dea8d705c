/** The engine on TensorFlow Java in graph mode: operations build a graph once, a session runs it many times. */
package org.metricloss.engine.tensorflow;
