/**
 * Trained models as ONNX models, for other programs.
 *
 * <p>Public API: exporting trained models.
 */
package org.metricloss.models.onnx;
