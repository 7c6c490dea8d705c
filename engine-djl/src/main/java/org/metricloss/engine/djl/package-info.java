/** The engine on DJL with PyTorch: operations run at once and DJL's autograd differentiates them. */
package org.metricloss.engine.djl;
