package org.metricloss.core.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.StepDraws;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkPlan.Stage;

/** A network's layers as plain loops in float64: slow, and plain to see. */
final class ReferenceNetwork {
    private final NetworkPlan plan;
    private final Map<String, double[]> parameters;
    private final Optional<StepDraws> training;
    private final Map<String, double[]> tracked = new LinkedHashMap<>();

    /**
     * @param plan the layers
     * @param parameters the parameters by their name in the plan
     * @param training the step that is trained, or empty for embedding only
     */
    ReferenceNetwork(NetworkPlan plan, Map<String, double[]> parameters, Optional<StepDraws> training) {
        this.plan = plan;
        this.parameters = parameters;
        this.training = training;
    }

    /** {@return the next value of tracked parameters, after a pass that trains} */
    Map<String, double[]> tracked() {
        return tracked;
    }

    /** {@return embeddings [m, d] of images [m, channels, rows, columns], both row-major} */
    double[] forward(double[] images, int m) {
        double[] x = images;
        for (int i = 0; i < plan.stages().size(); i++) {
            x = layer(i, x, m);
        }
        return x;
    }

    private double[] layer(int index, double[] x, int m) {
        Stage stage = plan.stages().get(index);
        Layer layer = stage.layer();
        if (layer instanceof Layer.Convolution convolution) {
            return convolution(convolution, stage, x, m);
        } else if (layer instanceof Layer.Linear linear) {
            return linear(linear, stage, x, m);
        } else if (layer instanceof Layer.PRelu) {
            double[] slope = parameter(stage, 0);
            double[] y = x.clone();
            for (int i = 0; i < y.length; i++) {
                y[i] = x[i] > 0 ? x[i] : slope[channel(stage.input(), i)] * x[i];
            }
            return y;
        } else if (layer instanceof Layer.Relu) {
            double[] y = x.clone();
            for (int i = 0; i < y.length; i++) {
                y[i] = Math.max(0, x[i]);
            }
            return y;
        } else if (layer instanceof Layer.MaxPool pool) {
            return maxPool(pool.size(), stage, x, m);
        } else if (layer instanceof Layer.BatchNorm) {
            return batchNorm(stage, x, m);
        } else if (layer instanceof Layer.Dropout dropout) {
            return dropout(index, dropout.rate(), x);
        }
        return x;
    }

    private double[] convolution(Layer.Convolution layer, Stage stage, double[] x, int m) {
        double[] weight = parameter(stage, 0);
        double[] bias = parameter(stage, 1);
        int inputs = stage.input().size(0);
        int height = stage.input().size(1);
        int width = stage.input().size(2);
        int size = layer.kernel();
        double[] y = new double[m * stage.output().elements()];
        int next = 0;
        for (int sample = 0; sample < m; sample++) {
            for (int out = 0; out < layer.outputs(); out++) {
                for (int row = 0; row < stage.output().size(1); row++) {
                    for (int column = 0; column < stage.output().size(2); column++) {
                        double sum = bias[out];
                        for (int in = 0; in < inputs; in++) {
                            for (int i = 0; i < size * size; i++) {
                                int r = row + i / size - layer.padding();
                                int c = column + i % size - layer.padding();
                                if (r >= 0 && r < height && c >= 0 && c < width) {
                                    sum += weight[(out * inputs + in) * size * size + i]
                                            * x[((sample * inputs + in) * height + r) * width + c];
                                }
                            }
                        }
                        y[next++] = sum;
                    }
                }
            }
        }
        return y;
    }

    private double[] linear(Layer.Linear layer, Stage stage, double[] x, int m) {
        double[] weight = parameter(stage, 0);
        int inputs = stage.input().size(0);
        double[] y = new double[m * layer.outputs()];
        for (int i = 0; i < y.length; i++) {
            int out = i % layer.outputs();
            y[i] = layer.bias() ? parameter(stage, 1)[out] : 0;
            for (int in = 0; in < inputs; in++) {
                y[i] += weight[out * inputs + in] * x[i / layer.outputs() * inputs + in];
            }
        }
        return y;
    }

    private double[] maxPool(int size, Stage stage, double[] x, int m) {
        int height = stage.input().size(1);
        int width = stage.input().size(2);
        int rows = stage.output().size(1);
        int columns = stage.output().size(2);
        double[] y = new double[m * stage.output().elements()];
        for (int i = 0; i < y.length; i++) {
            int plane = i / (rows * columns);
            int row = i / columns % rows * size;
            int column = i % columns * size;
            y[i] = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < size * size; j++) {
                y[i] = Math.max(y[i], x[(plane * height + row + j / size) * width + column + j % size]);
            }
        }
        return y;
    }

    private double[] batchNorm(Stage stage, double[] x, int m) {
        int channels = stage.input().size(0);
        double[] mean = parameter(stage, 2);
        double[] variance = parameter(stage, 3);
        if (training.isPresent()) {
            int n = x.length / channels;
            double[] batchMean = new double[channels];
            for (int i = 0; i < x.length; i++) {
                batchMean[channel(stage.input(), i)] += x[i] / n;
            }
            double[] batchVariance = new double[channels];
            for (int i = 0; i < x.length; i++) {
                double centered = x[i] - batchMean[channel(stage.input(), i)];
                batchVariance[channel(stage.input(), i)] += centered * centered / n;
            }
            tracked.put(stage.parameters().get(2).name(), moved(mean, batchMean, 1));
            tracked.put(stage.parameters().get(3).name(), moved(variance, batchVariance, n / (n - 1.0)));
            mean = batchMean;
            variance = batchVariance;
        }
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int c = channel(stage.input(), i);
            double normalised = (x[i] - mean[c]) / Math.sqrt(variance[c] + 1e-5);
            y[i] = normalised * parameter(stage, 0)[c] + parameter(stage, 1)[c];
        }
        return y;
    }

    private static double[] moved(double[] running, double[] batch, double factor) {
        double[] next = new double[running.length];
        for (int c = 0; c < next.length; c++) {
            next[c] = 0.9 * running[c] + 0.1 * factor * batch[c];
        }
        return next;
    }

    private double[] dropout(int index, double rate, double[] x) {
        if (training.isEmpty()) {
            return x;
        }
        float[] mask = training.get().dropoutMask(index, rate, x.length);
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] * mask[i];
        }
        return y;
    }

    private double[] parameter(Stage stage, int index) {
        return parameters.get(stage.parameters().get(index).name());
    }

    private static int channel(Shape sample, int element) {
        return element % sample.elements() / (sample.elements() / sample.size(0));
    }
}
