package org.metricloss.core.contract;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.StepDraws;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkPlan.Stage;
import org.metricloss.core.network.Residual;
import org.metricloss.core.network.Window;

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
        return path(plan.stages(), images, m);
    }

    private double[] path(List<Stage> stages, double[] input, int m) {
        double[] x = input;
        for (Stage stage : stages) {
            x = layer(stage, x, m);
        }
        return x;
    }

    private double[] layer(Stage stage, double[] x, int m) {
        Layer layer = stage.layer();
        if (layer instanceof Convolution convolution) {
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
            return pool(pool.window(), stage, x, true);
        } else if (layer instanceof Layer.AveragePool pool) {
            return pool(pool.window(), stage, x, false);
        } else if (layer instanceof Layer.GlobalAveragePool) {
            int pixels = stage.input().size(1) * stage.input().size(2);
            double[] y = new double[x.length / pixels];
            for (int i = 0; i < x.length; i++) {
                y[i / pixels] += x[i] / pixels;
            }
            return y;
        } else if (layer instanceof Residual) {
            double[] y = path(stage.body(), x, m).clone();
            double[] other = path(stage.shortcut(), x, m);
            for (int i = 0; i < y.length; i++) {
                y[i] += other[i];
            }
            return y;
        } else if (layer instanceof Layer.Gelu) {
            return DoubleStream.of(x).map(ReferenceNetwork::gelu).toArray();
        } else if (layer instanceof Layer.LayerNorm) {
            return layerNorm(stage, x, m);
        } else if (layer instanceof Layer.LengthNorm) {
            return lengthNorm(x, m);
        } else if (layer instanceof Layer.BatchNorm) {
            return batchNorm(stage, x, m);
        } else if (layer instanceof Layer.Dropout dropout) {
            return dropout(stage.place(), dropout.rate(), x);
        }
        return x;
    }

    private double[] convolution(Convolution layer, Stage stage, double[] x, int m) {
        double[] weight = parameter(stage, 0);
        int inputs = stage.input().size(0);
        int ofGroup = inputs / layer.groups();
        int height = stage.input().size(1);
        int width = stage.input().size(2);
        int size = layer.kernel();
        double[] y = new double[m * stage.output().elements()];
        int next = 0;
        for (int sample = 0; sample < m; sample++) {
            for (int out = 0; out < layer.outputs(); out++) {
                int first = out / (layer.outputs() / layer.groups()) * ofGroup;
                for (int row = 0; row < stage.output().size(1); row++) {
                    for (int column = 0; column < stage.output().size(2); column++) {
                        double sum = layer.bias() ? parameter(stage, 1)[out] : 0;
                        for (int in = 0; in < ofGroup; in++) {
                            for (int i = 0; i < size * size; i++) {
                                int r = row * layer.stride() + i / size - layer.padding();
                                int c = column * layer.stride() + i % size - layer.padding();
                                if (r >= 0 && r < height && c >= 0 && c < width) {
                                    sum += weight[(out * ofGroup + in) * size * size + i]
                                            * x[((sample * inputs + first + in) * height + r) * width + c];
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

    private static double[] pool(Window window, Stage stage, double[] x, boolean maximum) {
        int height = stage.input().size(1);
        int width = stage.input().size(2);
        int rows = stage.output().size(1);
        int columns = stage.output().size(2);
        double[] y = new double[x.length / (height * width) * rows * columns];
        for (int i = 0; i < y.length; i++) {
            int top = i / columns % rows * window.stride() - window.padding();
            int left = i % columns * window.stride() - window.padding();
            DoubleStream.Builder pixels = DoubleStream.builder();
            for (int row = Math.max(0, top); row < Math.min(height, top + window.kernel()); row++) {
                for (int column = Math.max(0, left); column < Math.min(width, left + window.kernel()); column++) {
                    pixels.add(x[(i / (rows * columns) * height + row) * width + column]);
                }
            }
            y[i] = maximum
                    ? pixels.build().max().orElseThrow()
                    : pixels.build().average().orElseThrow();
        }
        return y;
    }

    /** x times the distribution function of the normal distribution, its density added up by Simpson's rule. */
    private static double gelu(double x) {
        int parts = 400;
        double sum = 0;
        for (int i = 0; i <= parts; i++) {
            double t = x * i / parts;
            sum += (i == 0 || i == parts ? 1 : i % 2 == 1 ? 4 : 2) * Math.exp(-t * t / 2);
        }
        return x * (0.5 + sum * x / parts / 3 / Math.sqrt(2 * Math.PI));
    }

    private double[] layerNorm(Stage stage, double[] x, int m) {
        int d = x.length / m;
        double[] y = new double[x.length];
        for (int i = 0; i < m; i++) {
            double[] row = Arrays.copyOfRange(x, i * d, (i + 1) * d);
            double mean = DoubleStream.of(row).average().orElseThrow();
            double variance = DoubleStream.of(row)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow();
            for (int k = 0; k < d; k++) {
                double normalised = (row[k] - mean) / Math.sqrt(variance + 1e-5);
                y[i * d + k] = normalised * parameter(stage, 0)[k] + parameter(stage, 1)[k];
            }
        }
        return y;
    }

    private static double[] lengthNorm(double[] x, int m) {
        int d = x.length / m;
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double squares = DoubleStream.of(Arrays.copyOfRange(x, i / d * d, (i / d + 1) * d))
                    .map(value -> value * value)
                    .sum();
            y[i] = squares == 0 ? 0 : x[i] / Math.sqrt(squares);
        }
        return y;
    }

    private double[] batchNorm(Stage stage, double[] x, int m) {
        int channels = stage.input().size(0);
        double[] mean = parameter(stage, 2);
        double[] variance = parameter(stage, 3);
        if (training.isPresent() && !stage.frozen()) {
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

    private double[] dropout(String place, double rate, double[] x) {
        if (training.isEmpty()) {
            return x;
        }
        float[] mask = training.get().dropoutMask(place, rate, x.length);
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
