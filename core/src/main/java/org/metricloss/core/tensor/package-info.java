/** Engine-neutral tensors: what a loss is written against. */
package org.metricloss.core.tensor;
