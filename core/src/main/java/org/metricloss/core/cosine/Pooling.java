package org.metricloss.core.cosine;

import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Exponential;
import org.metricloss.core.host.Row;
import org.metricloss.core.tensor.Tensor;

/** How the cosines with the vectors of one class become one number. The vectors of a class are consecutive rows. */
public sealed interface Pooling {
    /** {@return how many vectors a class has, at least 1} */
    int vectors();

    /** {@return whether the pooled number is the largest of the cosines} */
    boolean isLargest();

    /**
     * Pools by tensor operations.
     *
     * @param cosines [m, classes vectors]
     * @return [m, classes]
     */
    Tensor of(Tensor cosines);

    /**
     * {@return what pools rows on one thread}
     *
     * @param type the rows' type
     * @param classes the number of classes
     */
    Worker worker(DataType type, int classes);

    /** Pools one row after the other on one thread. */
    interface Worker {
        /**
         * {@return the pooled numbers of the classes, to be overwritten by the derivative of something by them}
         *
         * @param cosines [classes vectors]
         */
        Row pool(Row cosines);

        /**
         * Overwrites the cosines of the last {@link #pool} with the derivative by them.
         *
         * @param cosines the same row, not changed since
         */
        void back(Row cosines);
    }

    /** One vector for each class: nothing to pool. */
    record Single() implements Pooling {
        @Override
        public int vectors() {
            return 1;
        }

        @Override
        public boolean isLargest() {
            return true;
        }

        @Override
        public Tensor of(Tensor cosines) {
            return cosines;
        }

        @Override
        public Worker worker(DataType type, int classes) {
            return new Worker() {
                @Override
                public Row pool(Row cosines) {
                    return cosines;
                }

                @Override
                public void back(Row cosines) {}
            };
        }
    }

    /**
     * The largest cosine; of equal ones the first takes the gradient.
     *
     * @param vectors how many vectors a class has, at least 1
     */
    record Largest(int vectors) implements Pooling {
        @Override
        public boolean isLargest() {
            return true;
        }

        @Override
        public Tensor of(Tensor cosines) {
            int m = cosines.shape().size(0);
            int classes = cosines.shape().size(1) / vectors;
            Tensor each = cosines.reshape(m * classes, vectors);
            return each.pick(each.argMax()).reshape(m, classes);
        }

        @Override
        public Worker worker(DataType type, int classes) {
            Row pooled = new Row(type, classes);
            int[] places = new int[classes];
            return new Worker() {
                @Override
                public Row pool(Row cosines) {
                    for (int c = 0; c < classes; c++) {
                        places[c] = c * vectors;
                        double largest = cosines.get(c * vectors);
                        for (int j = c * vectors + 1; j < (c + 1) * vectors; j++) {
                            double cosine = cosines.get(j);
                            places[c] = cosine > largest ? j : places[c];
                            // What is no number stays one.
                            largest = Math.max(largest, cosine);
                        }
                        pooled.set(c, largest);
                    }
                    return pooled;
                }

                @Override
                public void back(Row cosines) {
                    cosines.clear(0, classes * vectors);
                    for (int c = 0; c < classes; c++) {
                        cosines.set(places[c], pooled.get(c));
                    }
                }
            };
        }
    }

    /**
     * The mean cosine, weighted by the softmax of the cosines over gamma: {@code S = sum_k p_k s_k, p = softmax(s / gamma)}
     * (Qian et al., ICCV 2019).
     *
     * @param vectors how many vectors a class has, at least 1
     * @param gamma above 0; near 0 this is the largest cosine
     */
    record Soft(int vectors, double gamma) implements Pooling {
        @Override
        public boolean isLargest() {
            return false;
        }

        @Override
        public Tensor of(Tensor cosines) {
            int m = cosines.shape().size(0);
            int classes = cosines.shape().size(1) / vectors;
            Tensor each = cosines.reshape(m * classes, vectors);
            Tensor logits = each.mul(1 / gamma);
            return logits.sub(logits.logSumExp()).exp().mul(each).sum(1).reshape(m, classes);
        }

        @Override
        public Worker worker(DataType type, int classes) {
            Row pooled = new Row(type, classes);
            Row weights = new Row(type, classes * vectors);
            double[] means = new double[classes];
            Exponential exponential = new Exponential();
            return new Worker() {
                @Override
                public Row pool(Row cosines) {
                    for (int c = 0; c < classes; c++) {
                        double largest = cosines.max(c * vectors, (c + 1) * vectors);
                        for (int j = c * vectors; j < (c + 1) * vectors; j++) {
                            weights.set(j, cosines.get(j) - largest);
                        }
                    }
                    exponential.replace(weights, 0, classes * vectors, 1 / gamma, 0);
                    for (int c = 0; c < classes; c++) {
                        double sum = 0;
                        double total = 0;
                        for (int j = c * vectors; j < (c + 1) * vectors; j++) {
                            sum += weights.get(j) * cosines.get(j);
                            total += weights.get(j);
                        }
                        means[c] = sum / total;
                        weights.multiply(c * vectors, (c + 1) * vectors, 1 / total);
                        pooled.set(c, means[c]);
                    }
                    return pooled;
                }

                /** dS/ds_k = p_k (1 + (s_k - S) / gamma). */
                @Override
                public void back(Row cosines) {
                    for (int c = 0; c < classes; c++) {
                        double derivative = pooled.get(c);
                        for (int j = c * vectors; j < (c + 1) * vectors; j++) {
                            double slope = weights.get(j) * (1 + (cosines.get(j) - means[c]) / gamma);
                            cosines.set(j, derivative * slope);
                        }
                    }
                }
            };
        }
    }
}
