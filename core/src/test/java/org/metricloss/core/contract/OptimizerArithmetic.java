package org.metricloss.core.contract;

import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.optimizer.OptimizerSpec.Adam;
import org.metricloss.core.optimizer.OptimizerSpec.AdamW;
import org.metricloss.core.optimizer.OptimizerSpec.RmsProp;
import org.metricloss.core.optimizer.OptimizerSpec.Sgd;

/** The arithmetic of each {@link OptimizerSpec} in float64, written out. */
final class OptimizerArithmetic {
    private OptimizerArithmetic() {}

    /**
     * Where a weight is after steps with the gradients slope * inputs[t] * shortened[t], at the rates learningRate * own *
     * factors[t].
     */
    static double moved(
            double start,
            double slope,
            double[] inputs,
            OptimizerSpec optimizer,
            double own,
            double[] factors,
            double[] shortened) {
        double weight = start;
        double velocity = 0;
        double mean = 0;
        double variance = 0;
        for (int t = 1; t <= factors.length; t++) {
            double rate = optimizer.learningRate() * own * factors[t - 1];
            boolean decoupled = optimizer instanceof AdamW;
            double gradient =
                    slope * inputs[t - 1] * shortened[t - 1] + (decoupled ? 0 : optimizer.weightDecay() * weight);
            if (optimizer instanceof Sgd sgd) {
                velocity = sgd.momentum() * velocity + gradient;
                weight -= rate * (sgd.nesterov() ? gradient + sgd.momentum() * velocity : velocity);
            } else if (optimizer instanceof RmsProp rms) {
                variance = rms.alpha() * variance + (1 - rms.alpha()) * gradient * gradient;
                weight -= rate * gradient / (Math.sqrt(variance) + rms.epsilon());
            } else if (optimizer instanceof AdamW adamW) {
                Adam adam = adamW.adam();
                weight -= rate * adam.weightDecay() * weight;
                mean = adam.beta1() * mean + (1 - adam.beta1()) * gradient;
                variance = adam.beta2() * variance + (1 - adam.beta2()) * gradient * gradient;
                double meanHat = mean / (1 - Math.pow(adam.beta1(), t));
                double varianceHat = variance / (1 - Math.pow(adam.beta2(), t));
                weight -= rate * meanHat / (Math.sqrt(varianceHat) + adam.epsilon());
            } else if (optimizer instanceof Adam adam) {
                mean = adam.beta1() * mean + (1 - adam.beta1()) * gradient;
                variance = adam.beta2() * variance + (1 - adam.beta2()) * gradient * gradient;
                double meanHat = mean / (1 - Math.pow(adam.beta1(), t));
                double varianceHat = variance / (1 - Math.pow(adam.beta2(), t));
                weight -= rate * meanHat / (Math.sqrt(varianceHat) + adam.epsilon());
            }
        }
        return weight;
    }
}
