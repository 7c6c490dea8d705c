/** Trained models as ONNX models, for other programs. */
package org.metricloss.models.onnx;
