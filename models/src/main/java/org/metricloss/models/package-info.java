/**
 * The folder of a trained model: {@code model.json}, which describes the model, and {@code weights.safetensors}. This
 * module depends on no engine, so a program can read a model without one.
 *
 * <p>Public API: reading trained models.
 */
package org.metricloss.models;
