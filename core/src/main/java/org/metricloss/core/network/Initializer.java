package org.metricloss.core.network;

import java.util.Arrays;
import org.metricloss.core.array.Shape;
import org.metricloss.core.random.RandomStream;

/** How the first value of a weight or state is drawn. */
public sealed interface Initializer {
    /**
     * {@return the initial values}
     *
     * @param elements how many numbers
     * @param random the stream to draw from
     */
    float[] draw(int elements, RandomStream random);

    /**
     * {@return the initial values of an array}
     *
     * @param shape the array's shape
     * @param random the stream to draw from
     */
    default float[] draw(Shape shape, RandomStream random) {
        return draw(shape.elements(), random);
    }

    /** {@return every element 0} */
    static Initializer zero() {
        return new Constant(0);
    }

    /**
     * Every element the same.
     *
     * @param value the value
     */
    record Constant(double value) implements Initializer {
        @Override
        public float[] draw(int elements, RandomStream random) {
            float[] values = new float[elements];
            Arrays.fill(values, (float) value);
            return values;
        }
    }

    /**
     * Each row is the mean embedding of one class over the training part under the initial network, for state of shape
     * [classes, d]. The trainer fills in the rows before the first step, since it has the images. Until then, and for
     * a class without training images, a row is 0.
     */
    record ClassMeans() implements Initializer {
        @Override
        public float[] draw(int elements, RandomStream random) {
            return new float[elements];
        }
    }

    /**
     * Uniform in [-bound, bound).
     *
     * @param bound the largest magnitude, at least 0
     */
    record Uniform(double bound) implements Initializer {
        /** PyTorch's default for linear and convolution layers: bound 1/sqrt(fanIn), for weights and biases alike. */
        public static Uniform ofFanIn(int fanIn) {
            return new Uniform(1 / Math.sqrt(fanIn));
        }

        @Override
        public float[] draw(int elements, RandomStream random) {
            float[] values = new float[elements];
            for (int i = 0; i < elements; i++) {
                values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
            return values;
        }
    }

    /**
     * Uniform, with the variance 1/d in an array of rows of d elements, as Caffe draws by the name of Xavier (Glorot and
     * Bengio, AISTATS 2010).
     */
    record Xavier() implements Initializer {
        @Override
        public float[] draw(Shape shape, RandomStream random) {
            int row = shape.elements() / Math.max(1, shape.size(0));
            return new Uniform(Math.sqrt(3.0 / Math.max(1, row))).draw(shape.elements(), random);
        }

        @Override
        public float[] draw(int elements, RandomStream random) {
            return draw(Shape.of(1, elements), random);
        }
    }

    /**
     * Normal with mean 0.
     *
     * @param deviation the standard deviation, at least 0
     */
    record Gaussian(double deviation) implements Initializer {
        @Override
        public float[] draw(int elements, RandomStream random) {
            float[] values = new float[elements];
            for (int i = 0; i < elements; i++) {
                values[i] = (float) (random.nextGaussian() * deviation);
            }
            return values;
        }
    }
}
